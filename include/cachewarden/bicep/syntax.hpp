#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/template/arena.hpp"

/// The Bicep language: files as syntax trees, and lowering into the representation of templates.
namespace cachewarden::inline v0::bicep {

/// What a node of the tree is. Expressions and types share the nodes that look alike in the text.
enum class NodeKind : std::uint8_t {
  missing = 1,  ///< could not be read; a diagnostic says why
  null_literal,
  boolean,          ///< `number` is 0 or 1
  integer,          ///< `number`; the sign is a `unary` node around it
  string,           ///< `text` is decoded
  interpolation,    ///< children: `string` and hole in turn, a `string` first and last
  name,             ///< `text`
  object,           ///< children: `property`, `spread`, `nested_resource`
  property,         ///< children: key (`string` or `interpolation`), value
  spread,           ///< child: what is spread
  nested_resource,  ///< `statement`
  array,            ///< children: items and `spread`
  parenthesized,    ///< child
  call,             ///< `text` is the function's name; children: arguments
  member_call,      ///< `text` is the function's name; children: base, arguments
  member,           ///< base.`text`; `safe` for `.?`
  nested,           ///< base::`text`
  index,            ///< children: base, index; `safe` for `[?`, `from_end` for `[^`
  non_null,         ///< child: what stands before `!`
  unary,            ///< `op`; child
  binary,           ///< `op`; children: left, right
  ternary,          ///< children: condition, if true, if false
  lambda,           ///< children: parameters (`parameter`), body last
  parameter,        ///< `text`; child: type, for parameters of user-defined functions
  for_loop,         ///< `text` is the item; children: index (`name` or `missing`), list, body
  condition,        ///< `if`; children: condition, body
  // types only
  nullable_type,  ///< child: what stands before `?`
  array_type,  ///< child: type of the items; `number` is 1 if a length was written (second child)
  item_type,   ///< child: what stands before `[*]`
  additional_type,  ///< child: what stands before `.*`
  union_type,       ///< children
  object_type,      ///< children: `type_property`
  type_property,    ///< `text` (`*` for further properties); children: type, decorators
  tuple_type,       ///< children: `tuple_item`
  tuple_item,       ///< children: type, decorators
  generic_type,     ///< `text`<children>, such as resourceInput<'type@version'>
  resource_type,    ///< child: the type string, or none
};

enum class Operator : std::uint8_t {
  none = 0,
  negate,
  logical_not,
  multiply,
  divide,
  remainder,
  add,
  subtract,
  less,
  less_or_equal,
  greater,
  greater_or_equal,
  equal,
  not_equal,
  equal_folded,
  not_equal_folded,
  logical_and,
  logical_or,
  coalesce,
};

struct Statement;

/// One node. Lives in the arena of its `File`; `text` points into the arena or the source.
struct Node {
  NodeKind kind = NodeKind::missing;
  Operator op = Operator::none;
  bool safe = false;
  bool from_end = false;
  std::uint32_t height = 0;  ///< of the tree below, at most `max_height`
  std::uint32_t begin = 0;   ///< byte offset in the source
  std::uint32_t end = 0;     ///< past the last byte
  std::string_view text = {};
  std::span<const Node* const> children = {};
  std::uint64_t number = 0;
  const Statement* statement = nullptr;

  [[nodiscard]] bool is(NodeKind wanted) const noexcept { return kind == wanted; }
  [[nodiscard]] const Node& child(std::size_t i) const noexcept { return *children[i]; }
};

enum class StatementKind : std::uint8_t {
  broken = 1,  ///< could not be read at all
  target_scope,
  metadata,
  parameter,  ///< `param`; in a parameters file an assignment
  variable,
  type,
  function,
  resource,
  module,
  output,
  assertion,
  test,
  import_list,      ///< import {a as b} from 'path'
  import_all,       ///< import * as name from 'path'
  extension,        ///< also the older `provider` and `import 'x@1.0.0'`
  using_template,   ///< parameters files
  extends,          ///< parameters files
  extension_config  ///< parameters files
};

/// One name of an import list.
struct ImportedName {
  std::string_view name = {};
  std::string_view alias = {};  ///< equal to `name` if there is no `as`
  std::uint32_t begin = 0;
};

/// One statement, also a resource nested in another one's body. Lives in the arena of its `File`.
struct Statement {
  StatementKind kind = StatementKind::broken;
  bool existing = false;
  bool broken = false;  ///< a part could not be read; what was read before it is there
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string_view name = {};  ///< the declared symbol, or empty
  std::uint32_t name_begin = 0;
  std::span<const Node* const> decorators = {};  ///< `call` or `member_call`
  const Node* target = nullptr;  ///< type of a resource, path of a module, import, using, extends
  const Node* type = nullptr;    ///< as written, or null
  const Node* value = nullptr;   ///< what stands after `=` (a function's lambda), or null
  const Node* with = nullptr;    ///< configuration of an extension or `using`, or null
  std::span<const ImportedName> imports = {};
};

/// Something wrong with the text, at a byte offset. One line, lower case, no final stop.
struct SyntaxError {
  std::uint32_t begin = 0;
  std::string message = {};
  friend bool operator==(const SyntaxError&, const SyntaxError&) = default;
};

/// A file as read. Always complete: what could not be read is a broken statement with an error.
/// Immutable; nodes live as long as any copy of it.
struct File {
  std::string_view text = {};
  std::shared_ptr<const void> owner = {};  ///< of `text`; null if the caller keeps it alive
  std::shared_ptr<const templates::Arena> arena = {};
  std::vector<const Statement*> statements = {};
  std::vector<SyntaxError> errors = {};  ///< in order of position

  /// The first statement of that kind and name (exact), or null. O(n).
  [[nodiscard]] const Statement* find(StatementKind kind, std::string_view name) const noexcept;
};

inline constexpr std::size_t max_source_bytes = std::size_t{1}
                                                << 28;  ///< 256 MB; offsets are 32 bits
inline constexpr std::uint32_t max_nesting = 200;       ///< brackets within brackets
inline constexpr std::uint32_t max_height = 500;        ///< of one expression's tree

/// Reads a `.bicep` or `.bicepparam` file; every statement is known in both. Newlines end
/// statements and items as the compiler has it; where a newline can mean nothing else, the
/// expression goes on.
[[nodiscard]] File parse(std::string_view text, std::shared_ptr<const void> owner = nullptr);

/// Files that were read, by path, for all expansions of one reader. Not for several threads at
/// once.
class SyntaxCache {
 public:
  /// As `bicep::parse`, unless the file was read before and its text is the same.
  [[nodiscard]] File parse(std::string_view path, const std::shared_ptr<const std::string>& text);

 private:
  std::map<std::string, File, std::less<>> files_;
  std::size_t kept_bytes_ = 0;  ///< of text
};

/// The text itself; as UTF-8 if its first bytes say that it is written in UTF-16.
[[nodiscard]] std::shared_ptr<const std::string> as_utf8(std::shared_ptr<const std::string> text);

/// Whether a text begins like a file of this language: with a statement or a decorator, behind
/// comments. JSON never does.
[[nodiscard]] bool begins_like_bicep(std::string_view text) noexcept;

/// Whether a file is one of parameters: it names its template or the file it extends.
[[nodiscard]] bool is_parameters_file(const File& file) noexcept;

/// The local files that a file uses as modules, imports, template or base, as it names them.
[[nodiscard]] std::vector<std::string_view> references(const File& file);

}  // namespace cachewarden::inline v0::bicep
