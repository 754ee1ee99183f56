#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "bicep/lexer.hpp"
#include "cachewarden/bicep/syntax.hpp"
#include "cachewarden/template/arena.hpp"

namespace cachewarden::inline v0::bicep {

/// Recursive descent over the tokens. An error makes the parser stop asking for more: every loop
/// and expectation fails quietly until the statement is given up and the next one is looked for.
class Parser {
 public:
  Parser(std::string_view text, templates::Arena& arena, std::vector<SyntaxError>& errors);
  std::vector<const Statement*> run();

 private:
  // tokens
  /// The end of the file stands also before a line that starts like the next statement.
  [[nodiscard]] const Token& token(std::size_t ahead = 0) const noexcept {
    const std::size_t i = std::min(at_ + ahead, tokens_.size() - 1);
    return tokens_[i].first_column && i > statement_at_ ? tokens_.back() : tokens_[i];
  }
  [[nodiscard]] bool at(TokenKind kind) const noexcept { return !failed_ && token().kind == kind; }
  /// As `at`, and the line goes on (or newlines mean nothing here).
  [[nodiscard]] bool goes_on_with(TokenKind kind) const noexcept {
    return at(kind) && (free_ || !token().after_newline);
  }
  [[nodiscard]] bool at_word(std::string_view word, std::size_t ahead = 0) const noexcept;
  [[nodiscard]] bool at_line_end() const noexcept {
    return token().kind == TokenKind::end || token().after_newline;
  }
  [[nodiscard]] std::string_view text_of(const Token& token) const noexcept {
    return text_.substr(token.begin, token.length);
  }
  void advance() noexcept { at_ += at_ + 1 < tokens_.size() ? 1 : 0; }
  bool accept(TokenKind kind);
  bool accept_word(std::string_view word);
  void expect(TokenKind kind, std::string_view what);
  [[nodiscard]] std::uint32_t last_end() const noexcept;

  // errors
  const Node* fail(std::string message);
  void note(std::uint32_t begin, std::string message);

  // nodes
  const Node* make(Node node);
  std::span<const Node* const> span_of(std::initializer_list<const Node*> nodes) {
    return arena_.copy(std::span<const Node* const>(nodes.begin(), nodes.size()));
  }
  const Node* make(NodeKind kind, std::uint32_t begin, std::initializer_list<const Node*> children,
                   std::string_view text = {});
  /// The nodes pushed to the scratch stack since `mark` become the children.
  const Node* make_from_stack(NodeKind kind, std::uint32_t begin, std::size_t mark,
                              std::string_view text = {});
  std::span<const Node* const> take_stack(std::size_t mark);

  // statements
  const Statement* statement();
  void statement_body(Statement& result);
  void declare(Statement& result);
  void assigned(Statement& result);
  void typed_value(Statement& result);
  void function(Statement& result);
  void deployed(Statement& result);
  void import_statement(Statement& result);
  void import_names(Statement& result);
  void extension(Statement& result);
  void using_template(Statement& result);
  void extension_config(Statement& result);
  void skip_to_next_statement(std::size_t first_token);
  std::span<const Node* const> decorators();

  // expressions
  const Node* expression();
  const Node* ternary();
  const Node* binary(int lowest);
  const Node* unary();
  const Node* postfix();
  const Node* postfix_step(const Node* base, bool& done);
  const Node* member_step(const Node* base);
  const Node* index_step(const Node* base);
  const Node* primary();
  const Node* name_or_call();
  const Node* integer();
  const Node* string();
  const Node* interpolation();
  const Node* parenthesized();
  const Node* object();
  const Node* object_item();
  const Node* array();
  const Node* for_loop(std::uint32_t begin);
  const Node* body();
  const Node* lambda();
  [[nodiscard]] bool at_lambda() const noexcept;
  void arguments();
  std::string_view name(std::string_view what);
  std::string_view decode(const Token& token);
  std::string_view decode_escapes(std::string_view raw, std::uint32_t begin);

  // types
  const Node* type();
  const Node* type_postfix();
  const Node* type_primary();
  const Node* type_index(const Node* base);
  const Node* type_name();
  const Node* type_arguments(const Node* base, std::string_view word);
  const Node* object_type();
  const Node* object_type_item();
  const Node* tuple_type();

  /// Counts nesting; past the limit the statement fails.
  class Nest {
   public:
    explicit Nest(Parser& parser) : parser_(parser) {
      if (++parser_.nesting_ > max_nesting) {
        parser_.too_deep_ = true;
        parser_.fail("nested too deeply");
      }
    }
    Nest(const Nest&) = delete;
    Nest& operator=(const Nest&) = delete;
    ~Nest() { --parser_.nesting_; }

   private:
    Parser& parser_;
  };
  /// Whether newlines mean nothing, restored at the end of the bracket.
  class Newlines {
   public:
    Newlines(Parser& parser, bool free) : parser_(parser), before_(parser.free_) {
      parser_.free_ = free;
    }
    Newlines(const Newlines&) = delete;
    Newlines& operator=(const Newlines&) = delete;
    ~Newlines() { parser_.free_ = before_; }

   private:
    Parser& parser_;
    bool before_;
  };

  /// Items with commas or new lines between them, up to `close`; pushed to the stack.
  template <class F>
  void items(TokenKind close, std::string_view what, F item) {
    advance();
    const Nest nest(*this);
    const Newlines newlines(*this, false);
    while (!failed_ && !at(close)) {
      const Node* next = item();
      if (next != nullptr && (!failed_ || next->is(NodeKind::nested_resource)))
        stack_.push_back(next);
      if (failed_ || at(close) || accept(TokenKind::comma))
        continue;
      if (!token().after_newline)
        fail("expected a new line, a comma or " + std::string(what));
    }
    expect(close, what);
  }

  std::string_view text_;
  templates::Arena& arena_;
  std::vector<SyntaxError>& errors_;
  std::vector<Token> tokens_;
  std::vector<const Node*> stack_;
  std::size_t at_ = 0;
  std::size_t statement_at_ = 0;  ///< where the innermost statement or its first word stands
  std::size_t recover_at_ = 0;    ///< the next statement starts behind this token
  std::uint32_t nesting_ = 0;
  bool failed_ = false;
  bool too_deep_ = false;  ///< failed because of that: what was read is not looked at again
  bool free_ = false;
  bool in_body_ = false;  ///< a `for` loop's body may be an `if` here
};

}  // namespace cachewarden::inline v0::bicep
