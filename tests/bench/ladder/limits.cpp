#include "limits.hpp"

#include <fcntl.h>
#include <simdjson.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <stdexcept>
#include <vector>

#include "splitter.hpp"

namespace limits {

namespace {

constexpr std::size_t block = std::size_t{1} << 20;

/// A file that is open.
class File {
 public:
  explicit File(const std::string& path) : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (number_ < 0)
      throw std::runtime_error("cannot open " + path);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { ::close(number_); }

  [[nodiscard]] std::size_t read(char* to, std::size_t size) const {
    const ssize_t got = ::read(number_, to, size);
    if (got < 0)
      throw std::runtime_error("cannot read");
    return static_cast<std::size_t>(got);
  }

 private:
  int number_;
};

/// Calls `each(text)` for every resource of a file; 64 bytes behind a text may be read.
template <class Each>
Seen for_each_resource(const std::string& path, Each&& each) {
  const File file(path);
  const Form form = form_of(path);
  std::vector<char> buffer(block + simdjson::SIMDJSON_PADDING);
  Seen seen;
  std::size_t held = 0;
  for (;;) {
    if (held + block + simdjson::SIMDJSON_PADDING > buffer.size())
      buffer.resize(held + block + simdjson::SIMDJSON_PADDING);
    const std::size_t got = file.read(buffer.data() + held, block);
    seen.bytes += got;
    const std::string_view text(buffer.data(), held + got);
    const auto found = [&](std::string_view resource) {
      ++seen.resources;
      seen.sum += each(resource);
    };
    const std::size_t used =
        form == Form::lines ? split_lines(text, got == 0, found) : split_list(text, found);
    held = text.size() - used;
    if (got == 0)
      return seen;
    std::memmove(buffer.data(), buffer.data() + used, held);
  }
}

}  // namespace

Form form_of(const std::string& path) {
  const File file(path);
  char start[4096];
  const std::string_view text(start, file.read(start, sizeof start));
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos)
    throw std::runtime_error(path + " is empty");
  const bool is_envelope = text.substr(first, 12).find("\"value\"") != std::string_view::npos ||
                           text.substr(first, 12).find("\"count\"") != std::string_view::npos;
  return text[first] == '{' && !is_envelope ? Form::lines : Form::list;
}

Seen read(const std::string& path) {
  const File file(path);
  const auto buffer = std::make_unique<char[]>(block);
  Seen seen;
  while (const std::size_t got = file.read(buffer.get(), block)) {
    seen.bytes += got;
    seen.sum += static_cast<unsigned char>(buffer[got - 1]);
  }
  return seen;
}

Seen split(const std::string& path) {
  return for_each_resource(path,
                           [](std::string_view text) -> std::uint64_t { return text.size(); });
}

Seen index(const std::string& path) {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  std::size_t capacity = 0;
  return for_each_resource(path, [&](std::string_view text) -> std::uint64_t {
    if (text.size() > capacity) {
      capacity = text.size() * 2;
      if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1024,
                                                                                  parser))
        throw std::runtime_error("simdjson cannot start");
    }
    if (parser->stage1(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                       simdjson::stage1_mode::regular))
      throw std::runtime_error("a resource is no JSON");
    return parser->n_structural_indexes;
  });
}

Seen parse(const std::string& path) {
  simdjson::dom::parser parser;
  return for_each_resource(path, [&](std::string_view text) -> std::uint64_t {
    simdjson::dom::element root;
    if (parser.parse(text.data(), text.size(), false).get(root))
      throw std::runtime_error("a resource is no JSON");
    return static_cast<std::uint64_t>(root.type());
  });
}

}  // namespace limits
