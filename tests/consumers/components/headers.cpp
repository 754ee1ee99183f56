#include <cachewarden/base/truth.hpp>
#include <cachewarden/version.hpp>

int main() {
  return cachewarden::version.empty() ? 1 : 0;
}
