#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "template/functions.hpp"
#include "template/lenient_json.hpp"
#include "template/text.hpp"

namespace cachewarden::inline v0::templates::functions {
namespace {

constexpr std::string_view base64_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string encoded(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j)
      group = group << 8 | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j)
      out += j <= count ? base64_alphabet[group >> (18 - 6 * j) & 63] : '=';
  }
  return out;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string clean;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
      clean += c;
  }
  if (clean.size() % 4 != 0)
    return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < clean.size() && clean[clean.size() - 1 - padding] == '=')
    ++padding;
  std::string out;
  std::uint32_t group = 0;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const bool is_padding = i >= clean.size() - padding;
    const std::size_t digit = is_padding ? 0 : base64_alphabet.find(clean[i]);
    if (digit == std::string_view::npos)
      return std::nullopt;
    group = group << 6 | static_cast<std::uint32_t>(digit);
    if (i % 4 != 3)
      continue;
    for (int shift = 16; shift >= 0; shift -= 8)
      out += static_cast<char>(group >> shift & 255);
    group = 0;
  }
  out.resize(out.size() - padding);
  return out;
}

constexpr bool is_unreserved(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    out += '%';
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* first = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(first, first + 2, byte, 16).ptr == first + 2) {
      out += static_cast<char>(byte);
      i += 2;
      continue;
    }
    out += text[i];
  }
  return out;
}

struct Uri {
  std::string scheme, authority, path, query, fragment;
  bool has_authority = false;
};

/// Splits a URI or a relative reference; an empty scheme says it is relative.
Uri split_uri(std::string_view text) {
  Uri uri;
  const std::size_t hash = text.find('#');
  if (hash != std::string_view::npos)
    uri.fragment = text.substr(hash);
  text = text.substr(0, hash);
  const std::size_t question = text.find('?');
  if (question != std::string_view::npos)
    uri.query = text.substr(question);
  text = text.substr(0, question);
  const std::size_t colon = text.find_first_of(":/");
  if (colon != std::string_view::npos && text[colon] == ':' && colon > 0) {
    uri.scheme = folded(text.substr(0, colon));
    text.remove_prefix(colon + 1);
  }
  if (text.starts_with("//")) {
    const std::size_t end = std::min(text.find('/', 2), text.size());
    uri.authority = text.substr(2, end - 2);
    uri.has_authority = true;
    text.remove_prefix(end);
  }
  uri.path = text;
  return uri;
}

std::string without_dot_segments(std::string_view path) {
  std::vector<std::string_view> parts;
  const bool rooted = path.starts_with('/');
  bool folder = false;
  while (!path.empty()) {
    if (path.front() == '/')
      path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(end);
    folder = part == "." || part == "..";
    if (part == ".." && !parts.empty())
      parts.pop_back();
    else if (part != "." && part != "..")
      parts.push_back(part);
  }
  std::string out;
  for (const std::string_view part : parts) {
    if (!out.empty() || rooted || &part != parts.data())
      out += '/';
    out += part;
  }
  if (folder)
    out += '/';
  return out;
}

std::string uri_text(Uri uri) {
  uri.authority = folded(uri.authority);
  const std::string_view default_port = uri.scheme == "https" ? ":443" : ":80";
  const bool is_web = uri.scheme == "http" || uri.scheme == "https";
  if (is_web && uri.authority.ends_with(default_port))
    uri.authority.resize(uri.authority.size() - default_port.size());
  if (uri.path.empty() && uri.has_authority)
    uri.path = "/";
  return uri.scheme + ":" + (uri.has_authority ? "//" + uri.authority : "") + uri.path + uri.query +
         uri.fragment;
}

const Value* text_member(const Value& object, std::string_view name) {
  const Value* value = object.object().find(name);
  return value == nullptr || value->is(ValueKind::null) ? nullptr : value;
}

const Value* decode_text(const Call& call, std::string_view text) {
  const auto bytes = decoded(text);
  if (!bytes)
    return call.fail("the argument of `" + std::string(call.expr.text) + "` is not base64");
  return call.string(to_utf8(to_utf16(*bytes)));
}

}  // namespace

const Value* base64(const Call& call) {
  if (!is_scalar(call[0]))
    return call.wrong(0, "a string");
  return call.string(encoded(plain_text(call[0], '"')));
}

const Value* base64_to_string(const Call& call) {
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  return decode_text(call, call[0].text());
}

const Value* base64_to_json(const Call& call) {
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  const auto bytes = decoded(call[0].text());
  const Value* value = bytes ? lenient_json(call.make(), *bytes, call.origin()) : nullptr;
  return value != nullptr ? value
                          : call.fail("the argument of `base64ToJson` is not base64 of JSON");
}

const Value* data_uri(const Call& call) {
  if (!is_scalar(call[0]))
    return call.wrong(0, "a string");
  return call.string("data:text/plain;charset=utf8;base64," + encoded(plain_text(call[0], '"')));
}

const Value* data_uri_to_string(const Call& call) {
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  const std::string_view text = call[0].text();
  const std::size_t comma = text.find(',');
  if (!starts_with_folded(text, "data:") || comma == std::string_view::npos)
    return call.wrong(0, "a data URI");
  const std::string_view data = text.substr(comma + 1);
  if (ends_with_folded(text.substr(0, comma), ";base64"))
    return decode_text(call, data);
  return call.string(percent_decoded(data));
}

const Value* uri_component(const Call& call) {
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  return call.string(percent_encoded(call[0].text()));
}

const Value* uri_component_to_string(const Call& call) {
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  return call.string(percent_decoded(call[0].text()));
}

const Value* uri(const Call& call) {
  if (!call[0].is(ValueKind::string) || !call[1].is(ValueKind::string))
    return call.fail("function `uri` takes two strings");
  const Uri base = split_uri(call[0].text());
  if (base.scheme.empty())
    return call.wrong(0, "an absolute URI");
  Uri target = split_uri(call[1].text());
  if (!target.scheme.empty())
    return call.string(uri_text(std::move(target)));
  target.scheme = base.scheme;
  if (!target.has_authority) {
    target.authority = base.authority;
    target.has_authority = base.has_authority;
    if (target.path.empty()) {
      target.path = base.path;
      if (target.query.empty())
        target.query = base.query;
    } else if (!target.path.starts_with('/')) {
      const std::size_t slash = base.path.find_last_of('/');
      target.path =
          (slash == std::string::npos ? "/" : base.path.substr(0, slash + 1)) + target.path;
    }
  }
  target.path = without_dot_segments(target.path);
  return call.string(uri_text(std::move(target)));
}

const Value* build_uri(const Call& call) {
  if (!call[0].is(ValueKind::object))
    return call.wrong(0, "an object");
  const Value* scheme = text_member(call[0], "scheme");
  const Value* host = text_member(call[0], "host");
  if (scheme == nullptr || host == nullptr)
    return call.wrong(0, "an object with `scheme` and `host`");
  Uri uri;
  uri.scheme = plain_text(*scheme, '"');
  uri.authority = plain_text(*host, '"');
  uri.has_authority = true;
  if (const Value* port = text_member(call[0], "port"))
    uri.authority += ":" + plain_text(*port, '"');
  if (const Value* path = text_member(call[0], "path"))
    uri.path = plain_text(*path, '"');
  if (!uri.path.empty() && !uri.path.starts_with('/'))
    uri.path.insert(0, 1, '/');
  if (const Value* query = text_member(call[0], "query"))
    uri.query = plain_text(*query, '"');
  if (!uri.query.empty() && !uri.query.starts_with('?'))
    uri.query.insert(0, 1, '?');
  return call.string(uri_text(std::move(uri)));
}

const Value* parse_uri(const Call& call) {
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  const Uri uri = split_uri(call[0].text());
  if (uri.scheme.empty() || !uri.has_authority)
    return call.wrong(0, "an absolute URI");
  std::string_view host = uri.authority;
  host = host.substr(host.find('@') == std::string_view::npos ? 0 : host.find('@') + 1);
  const std::size_t colon = host.find(':', host.starts_with('[') ? host.find(']') : 0);
  const Value* port = call.null();
  if (colon != std::string_view::npos) {
    std::int64_t number = 0;
    const std::string_view digits = host.substr(colon + 1);
    if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc())
      port = call.integer(number);
  }
  const Member members[] = {{"scheme", call.string(uri.scheme)},
                            {"host", call.string(host.substr(0, colon))},
                            {"port", port},
                            {"path", call.string(uri.path.empty() ? "/" : uri.path)},
                            {"query", call.string(uri.query)}};
  return call.object(members);
}

}  // namespace cachewarden::inline v0::templates::functions
