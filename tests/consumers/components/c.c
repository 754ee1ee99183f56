#include <cachewarden.h>

int main(void) {
  return cachewarden_version_number() == CACHEWARDEN_VERSION_NUMBER ? 0 : 1;
}
