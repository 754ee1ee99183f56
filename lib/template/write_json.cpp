#include <algorithm>

#include "cachewarden/template/expand.hpp"
#include "template/text.hpp"

namespace cachewarden::inline v0::templates {
namespace {

std::string_view kind_name(UnknownKind kind) {
  switch (kind) {
    case UnknownKind::parameter:
      return "parameter";
    case UnknownKind::time:
      return "time";
    case UnknownKind::module:
      return "module";
    case UnknownKind::runtime:
      return "runtime";
    case UnknownKind::list:
      break;
  }
  return "list";
}

/// Writes one expansion. Values are written recursively, as deep as `max_value_height`.
class Writer {
 public:
  Writer(const Expansion& expansion, const WriteOptions& options)
      : expansion_(expansion), options_(options) {}

  Result<Written> write() {
    open('{');
    list("predictedResources", false);
    list("existingResources", true);
    outputs();
    diagnostics();
    unknown();
    close('}');
    written_.text += '\n';
    if (is_full())
      return Error{ErrorCode::limit, "the expansion takes more than " +
                                         std::to_string(options_.output_bytes) + " bytes of JSON"};
    return std::move(written_);
  }

 private:
  [[nodiscard]] bool is_full() const noexcept {
    return written_.text.size() > options_.output_bytes;
  }

  void line() {
    if (!options_.indent)
      return;
    written_.text += '\n';
    written_.text.append(2 * depth_, ' ');
  }

  void open(char bracket) {
    written_.text += bracket;
    ++depth_;
    first_ = true;
  }

  void close(char bracket) {
    --depth_;
    if (!first_)
      line();
    written_.text += bracket;
    first_ = false;
  }

  void next() {
    if (!first_)
      written_.text += ',';
    first_ = false;
    line();
  }

  void key(std::string_view name) {
    next();
    written_.text += json::quote(name);
    written_.text += options_.indent ? ": " : ":";
  }

  void member(std::string_view name, std::string_view text) {
    key(name);
    written_.text += json::quote(text);
  }

  /// Makes the pointer longer for as long as it lives.
  class Step {
   public:
    Step(Writer& writer, std::string_view token) : writer_(writer), size_(writer.pointer_.size()) {
      writer.pointer_ += '/';
      writer.pointer_ += json::escape_pointer_token(token);
    }
    ~Step() { writer_.pointer_.resize(size_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Writer& writer_;
    std::size_t size_;
  };

  void note_unknown(UnknownKind kind) { unknown_.emplace_back(pointer_, kind); }

  [[nodiscard]] std::string secret_text(const Value& value) const {
    const auto& names = expansion_.secret_names;
    const auto found = std::lower_bound(
        names.begin(), names.end(), value.origin, [](const auto& entry, const Origin& origin) {
          return entry.first.document != origin.document ? entry.first.document < origin.document
                                                         : entry.first.offset < origin.offset;
        });
    if (found != names.end() && found->first == value.origin)
      return "[parameters('" + found->second + "')]";
    return "[secret()]";
  }

  void value(const Value& value, bool keep_null) {
    if (is_full())
      return;
    if (value.is_secret() && !value.is(ValueKind::unknown) && !value.is(ValueKind::null)) {
      note_unknown(UnknownKind::parameter);
      written_.text += json::quote(secret_text(value));
      return;
    }
    switch (value.kind) {
      case ValueKind::string:
        text(value.text());
        return;
      case ValueKind::array:
        array(value, keep_null);
        return;
      case ValueKind::object:
        open('{');
        members(value.object(), keep_null);
        close('}');
        return;
      case ValueKind::unknown:
        if (value.unknown().stand_in != nullptr && !value.is_secret()) {
          text(value.unknown().stand_in->text());
          return;
        }
        note_unknown(value.unknown().kind);
        written_.text += json::quote("[" + expression_text(value) + "]");
        return;
      default:
        written_.text += json_text(value);
        return;
    }
  }

  void text(std::string_view text) {
    written_.text +=
        text.starts_with('[') ? json::quote("[" + std::string(text)) : json::quote(text);
  }

  void array(const Value& array, bool keep_null) {
    open('[');
    std::size_t i = 0;
    for (const Value* item : array.items()) {
      next();
      const Step step(*this, std::to_string(i++));
      value(*item, keep_null);
    }
    close(']');
  }

  void members(const Object& object, bool keep_null) {
    for (const Member& member : object.members) {
      if (!keep_null && member.value->is(ValueKind::null))
        continue;
      const bool escaped = member.name_unknown == 0 && member.name.starts_with('[');
      const std::string name = (escaped ? "[" : "") + std::string(member.name);
      const Step step(*this, name);
      if (member.name_unknown != 0)
        note_unknown(static_cast<UnknownKind>(member.name_unknown));
      key(name);
      value(*member.value, keep_null);
    }
  }

  void optional(std::string_view name, const Value* found) {
    if (found == nullptr)
      return;
    const Step step(*this, name);
    key(name);
    value(*found, true);
  }

  void list(std::string_view name, bool existing) {
    key(name);
    open('[');
    const Step in_list(*this, name);
    std::size_t place = 0;
    for (std::size_t i = 0; i < expansion_.resources.size(); ++i) {
      if (expansion_.resources[i].existing != existing)
        continue;
      next();
      const Step in_item(*this, std::to_string(place++));
      const std::size_t start = written_.text.size();
      resource(expansion_.resources[i]);
      written_.resources.push_back({i, start, written_.text.size() - start, pointer_});
    }
    close(']');
  }

  void resource(const Predicted& resource) {
    open('{');
    optional("id", resource.id);
    member("type", resource.type);
    optional("name", resource.name);
    optional("apiVersion", resource.api_version);
    optional("scope", resource.scope);
    optional("condition", resource.condition_value);
    if (!resource.extension.empty())
      member("extension", resource.extension);
    members(resource.body->object(), false);
    close('}');
  }

  void outputs() {
    key("outputs");
    open('{');
    const Step in_list(*this, "outputs");
    for (const PredictedOutput& output : expansion_.outputs) {
      const Step in_output(*this, output.name);
      key(output.name);
      open('{');
      const std::string_view secure = output.type == "object" ? "secureObject" : "securestring";
      member("type", output.secure ? secure : std::string_view(output.type));
      optional("value", output.value);
      close('}');
    }
    close('}');
  }

  void diagnostics() {
    Places places(*expansion_.unit);
    key("diagnostics");
    open('[');
    for (const Diagnostic& diagnostic : expansion_.diagnostics) {
      next();
      open('{');
      member("level", diagnostic.severity == Severity::error ? "error" : "warning");
      member("code", diagnostic.code);
      member("message", diagnostic.message);
      if (diagnostic.origin)
        member("place", places.text(diagnostic.origin));
      if (!diagnostic.via.empty()) {
        key("via");
        open('[');
        for (const Origin origin : diagnostic.via) {
          next();
          written_.text += json::quote(places.text(origin));
        }
        close(']');
      }
      close('}');
    }
    close(']');
  }

  void unknown() {
    key("unknown");
    open('[');
    for (const auto& [pointer, kind] : unknown_) {
      next();
      open('{');
      member("pointer", pointer);
      member("kind", kind_name(kind));
      close('}');
    }
    close(']');
  }

  const Expansion& expansion_;
  const WriteOptions& options_;
  Written written_;
  std::string pointer_;
  std::vector<std::pair<std::string, UnknownKind>> unknown_;
  std::size_t depth_ = 0;
  bool first_ = true;
};

}  // namespace

Result<Written> write_json(const Expansion& expansion, const WriteOptions& options) {
  return Writer(expansion, options).write();
}

}  // namespace cachewarden::inline v0::templates
