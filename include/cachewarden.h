/**
 * @file cachewarden.h
 * The C interface of cachewarden, the one whose binary form is promised. It judges Azure caches and
 * their network from exported configuration: bytes go into a reader, a reader gives an inventory,
 * an inventory is assessed, an assessment is walked or rendered. These promises hold for all of it;
 * the comments below add only what is more.
 *
 * - Ownership: what comes through `out` is the caller's, who ends it with the cachewarden_..._free
 *   of its type. What is returned lives as long as the object it was asked of, and is never freed.
 *   Freeing NULL does nothing. Objects may be freed in any order.
 * - Strings: UTF-8, as a pointer and a size in bytes. What is handed in is copied, needs no NUL,
 *   and may be NULL with size 0. Every string that is returned ends in NUL and is never NULL.
 * - Errors: a function that can fail returns a cachewarden_code. A failure leaves NULL in out and a
 *   new error where one was asked for. Memory that runs out is a code, without an error object.
 *   Exceptions never cross. Nothing is printed, and there is no last error.
 * - NULL: asking NULL gives zero, NULL or an empty string, and so does asking past the end.
 * - Threads: pointers to const may be shared between threads, others belong to one at a time. No
 *   other state is shared.
 * - Growth: numbers are never changed or used again, and new ones may come: expect ones you do not
 *   know. Structures grow at their end only, where zero means the default. Shorter structures get
 *   defaults. Longer structures are taken if what is not known is zero.
 * - Results: the same input gives the same bytes, whatever the order of documents. Zero is no
 *   status, so that memory never set is not read as a pass.
 */
#ifndef CACHEWARDEN_H
#define CACHEWARDEN_H

#include <stddef.h>
#include <stdint.h>

#include "cachewarden/base/arrow_abi.h"

#define CACHEWARDEN_VERSION_NUMBER 1000 /* major * 1000000 + minor * 1000 + patch */
#define CACHEWARDEN_VERSION_STRING "0.1.0"

#if defined(CACHEWARDEN_STATIC)
#define CACHEWARDEN_API
#elif defined(_WIN32) && defined(CACHEWARDEN_BUILDING)
#define CACHEWARDEN_API __declspec(dllexport)
#elif defined(_WIN32)
#define CACHEWARDEN_API __declspec(dllimport)
#else
#define CACHEWARDEN_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- strings and versions ------------------------------------------------------------------- */

typedef struct cachewarden_string {
  const char* data;
  size_t size; /**< in bytes, without the final NUL */
} cachewarden_string;

/** A string up to its NUL; empty for NULL. */
CACHEWARDEN_API cachewarden_string cachewarden_string_of(const char* text);

/** The version of the library that runs; it may be newer than this header. */
CACHEWARDEN_API uint32_t cachewarden_version_number(void);
CACHEWARDEN_API cachewarden_string cachewarden_version(void);
/** The version of the rule set; it changes whenever a verdict can. */
CACHEWARDEN_API cachewarden_string cachewarden_rule_set_version(void);

/* ---- errors --------------------------------------------------------------------------------- */

typedef int32_t cachewarden_code;
enum {
  CACHEWARDEN_OK = 0,
  CACHEWARDEN_ERROR_INTERNAL = 1, /**< a defect in cachewarden */
  CACHEWARDEN_ERROR_NO_MEMORY = 2,
  CACHEWARDEN_ERROR_ARGUMENT = 10,     /**< a pointer, number, size or name that is not allowed */
  CACHEWARDEN_ERROR_NEWER_CALLER = 11, /**< an option is set that this library is too old for */
  CACHEWARDEN_ERROR_SYNTAX = 20,       /**< text that is not well-formed */
  CACHEWARDEN_ERROR_FORMAT = 21,       /**< well-formed, but not of the expected shape */
  CACHEWARDEN_ERROR_LIMIT = 22,        /**< past a limit of the options */
  CACHEWARDEN_ERROR_IO = 30            /**< a file or folder that cannot be read */
};

/** Names of numbers, such as `no_memory`; empty for one that this library does not know. */
CACHEWARDEN_API cachewarden_string cachewarden_code_name(cachewarden_code code);

/** Why a call failed. Never changes. */
typedef struct cachewarden_error cachewarden_error;
CACHEWARDEN_API cachewarden_code cachewarden_error_code(const cachewarden_error* error);
/** One line of English without a final stop. */
CACHEWARDEN_API cachewarden_string cachewarden_error_message(const cachewarden_error* error);
/** `document:line:column`, a path, or empty. */
CACHEWARDEN_API cachewarden_string cachewarden_error_place(const cachewarden_error* error);
CACHEWARDEN_API void cachewarden_error_free(cachewarden_error* error);

/* ---- reading -------------------------------------------------------------------------------- */

/** Takes documents and makes an inventory of them. What a document holds is found out from its
 *  content: answers of the REST interface and of az, Resource Graph rows, templates, exports. */
typedef struct cachewarden_reader cachewarden_reader;

/** Resources with their relations, inputs and diagnostics. Never changes. */
typedef struct cachewarden_inventory cachewarden_inventory;

typedef struct cachewarden_named_text {
  cachewarden_string name;
  cachewarden_string text;
} cachewarden_named_text;

/** What templates are deployed with. */
typedef struct cachewarden_deployment_options {
  uint32_t struct_size;
  uint32_t parameters_count;
  const cachewarden_named_text* parameters; /**< parameters files; later ones are stronger */
  const cachewarden_named_text* values;     /**< single parameters, stronger than files */
  uint32_t value_count;
  uint32_t root_count;
  /** Folders from which linked templates and modules may be read. Default: the project that an
   *  added path is in. */
  const cachewarden_string* roots;
  /** Where it is deployed to, JSON: `{"subscriptionId": ..., "resourceGroup": ..., ...}`. */
  cachewarden_string scope;
  cachewarden_string module_cache; /**< the folder in which Bicep keeps registry modules */
} cachewarden_deployment_options;
#define CACHEWARDEN_DEPLOYMENT_OPTIONS_INIT                                                   \
  {                                                                                           \
    (uint32_t)sizeof(cachewarden_deployment_options), 0, NULL, NULL, 0, 0, NULL, {NULL, 0}, { \
      NULL, 0                                                                                 \
    }                                                                                         \
  }

typedef struct cachewarden_read_options {
  uint32_t struct_size;
  uint32_t max_depth; /**< nesting in a document, default 256 */
  /** Of one document, default 1 GiB; of one resource in the large lists that an added path leads
   *  to, which are not kept in memory. */
  uint64_t max_bytes;
  /** Not 0: templates do not declare all children of what they create. */
  int32_t templates_are_partial;
  /** Threads to read with, the calling one among them; 0: that one alone; -1: one for each
   *  processor. The result is the same. */
  int32_t jobs;
  const cachewarden_deployment_options* deployment; /**< of templates; may be NULL */
} cachewarden_read_options;
/* clang-format off */
#define CACHEWARDEN_READ_OPTIONS_INIT \
  {(uint32_t)sizeof(cachewarden_read_options), 0, 0, 0, 0, NULL}
/* clang-format on */

typedef struct cachewarden_input_options {
  uint32_t struct_size;
  /** Not 0: the document was merely found, say in a folder; not recognising it is no error. */
  int32_t is_found;
  cachewarden_string name; /**< for reports, default `input` */
  /** What an answer is about that does not say so itself: the id of a resource, or
   *  `ID#collection` where it is the complete list of the children of a resource. */
  cachewarden_string of;
  /** The day on which it was collected, `YYYY-MM-DD`, for the setting `max_evidence_age_days`;
   *  empty: nobody knows. */
  cachewarden_string collected;
} cachewarden_input_options;
/* clang-format off */
#define CACHEWARDEN_INPUT_OPTIONS_INIT \
  {(uint32_t)sizeof(cachewarden_input_options), 0, {NULL, 0}, {NULL, 0}, {NULL, 0}}
/* clang-format on */

/** `options` may be NULL, here and below. */
CACHEWARDEN_API cachewarden_code cachewarden_reader_new(cachewarden_reader** out,
                                                        const cachewarden_read_options* options,
                                                        cachewarden_error** error);
/** Adds a document. Trouble with it is no failure: it becomes a diagnostic of the inventory, and
 *  what can be read is read. */
CACHEWARDEN_API cachewarden_code cachewarden_reader_add(cachewarden_reader* reader,
                                                        cachewarden_string bytes,
                                                        const cachewarden_input_options* options,
                                                        cachewarden_error** error);
/** Adds a file, the `.json`, `.ndjson`, `.jsonl` and other input files of a folder and its
 *  sub folders, or standard input for `-`. A path that is not there is an IO error; a file of a
 *  folder that cannot be read becomes a diagnostic. `options->name` is not used. A file with a
 * large list stays open as long as the inventory, since what findings show is read again. */
CACHEWARDEN_API cachewarden_code
cachewarden_reader_add_path(cachewarden_reader* reader, cachewarden_string path,
                            const cachewarden_input_options* options, cachewarden_error** error);
/** The inventory of what was added; the reader is empty afterwards and can be used again. If memory
 *  ran out while a document was added, the reader stays without memory and gives no inventory. */
CACHEWARDEN_API cachewarden_code cachewarden_reader_finish(cachewarden_inventory** out,
                                                           cachewarden_reader* reader,
                                                           cachewarden_error** error);
CACHEWARDEN_API void cachewarden_reader_free(cachewarden_reader* reader);

/** What is there and what will be there: by a prediction (what-if), a Terraform plan, or exported
 *  resources beside a template. Never changes. */
typedef struct cachewarden_change cachewarden_change;
/** The same as cachewarden_reader_finish, with what is there before as well. */
CACHEWARDEN_API cachewarden_code cachewarden_reader_finish_change(cachewarden_change** out,
                                                                  cachewarden_reader* reader,
                                                                  cachewarden_error** error);
/** Both belong to the change. */
CACHEWARDEN_API const cachewarden_inventory* cachewarden_change_before(
    const cachewarden_change* change);
CACHEWARDEN_API const cachewarden_inventory* cachewarden_change_after(
    const cachewarden_change* change);
CACHEWARDEN_API void cachewarden_change_free(cachewarden_change* change);

/* ---- inventory ------------------------------------------------------------------------------ */

/** One resource, read or only referred to. Belongs to the inventory. */
typedef struct cachewarden_resource cachewarden_resource;

/** Copies of one id with different intent are different resources. */
typedef int32_t cachewarden_intent;
enum {
  CACHEWARDEN_INTENT_LIVE = 1,    /**< what is there */
  CACHEWARDEN_INTENT_PLANNED = 2, /**< what a deployment would make */
  CACHEWARDEN_INTENT_EXISTING = 3 /**< what a template refers to and does not deploy */
};
CACHEWARDEN_API cachewarden_string cachewarden_intent_name(cachewarden_intent intent);

CACHEWARDEN_API size_t cachewarden_inventory_size(const cachewarden_inventory* inventory);
/** Ordered by id. */
CACHEWARDEN_API const cachewarden_resource* cachewarden_inventory_resource(
    const cachewarden_inventory* inventory, size_t index);
/** By id, compared without case. Where there is no copy of that intent: for a plan the existing,
 * then the live one. NULL if there is none. */
CACHEWARDEN_API const cachewarden_resource* cachewarden_inventory_find(
    const cachewarden_inventory* inventory, cachewarden_string id, cachewarden_intent intent);
/** Not 0 if input could not be read, was named but not recognised, or not attributed. */
CACHEWARDEN_API int32_t cachewarden_inventory_has_errors(const cachewarden_inventory* inventory);
/** The version of the facts about Azure, `YYYY-MM-DD`. */
CACHEWARDEN_API cachewarden_string
cachewarden_inventory_facts_version(const cachewarden_inventory* inventory);
CACHEWARDEN_API void cachewarden_inventory_free(cachewarden_inventory* inventory);

/** A document that was read. Belongs to the inventory. */
typedef struct cachewarden_input cachewarden_input;
CACHEWARDEN_API size_t cachewarden_inventory_input_count(const cachewarden_inventory* inventory);
/** Ordered by name. */
CACHEWARDEN_API const cachewarden_input* cachewarden_inventory_input(
    const cachewarden_inventory* inventory, size_t index);
CACHEWARDEN_API cachewarden_string cachewarden_input_name(const cachewarden_input* input);
/** What it was recognised as; empty if it was not. */
CACHEWARDEN_API cachewarden_string cachewarden_input_form(const cachewarden_input* input);
CACHEWARDEN_API uint64_t cachewarden_input_size(const cachewarden_input* input); /**< in bytes */
CACHEWARDEN_API size_t cachewarden_input_resource_count(const cachewarden_input* input);
/** Not 0 if it was found, not recognised and left out. */
CACHEWARDEN_API int32_t cachewarden_input_is_ignored(const cachewarden_input* input);

/** What readers tell besides resources. Belongs to the inventory. */
typedef struct cachewarden_diagnostic cachewarden_diagnostic;
typedef int32_t cachewarden_level;
enum { CACHEWARDEN_LEVEL_NOTE = 1, CACHEWARDEN_LEVEL_WARNING = 2, CACHEWARDEN_LEVEL_ERROR = 3 };
CACHEWARDEN_API cachewarden_string cachewarden_level_name(cachewarden_level level);
CACHEWARDEN_API size_t
cachewarden_inventory_diagnostic_count(const cachewarden_inventory* inventory);
CACHEWARDEN_API const cachewarden_diagnostic* cachewarden_inventory_diagnostic(
    const cachewarden_inventory* inventory, size_t index);
CACHEWARDEN_API cachewarden_level
cachewarden_diagnostic_level(const cachewarden_diagnostic* diagnostic);
/** A stable word, such as `unattributed`. */
CACHEWARDEN_API cachewarden_string
cachewarden_diagnostic_code(const cachewarden_diagnostic* diagnostic);
CACHEWARDEN_API cachewarden_string
cachewarden_diagnostic_message(const cachewarden_diagnostic* diagnostic);
CACHEWARDEN_API cachewarden_string
cachewarden_diagnostic_document(const cachewarden_diagnostic* diagnostic);
/** From 1; 0 if the whole document is meant. */
CACHEWARDEN_API uint32_t cachewarden_diagnostic_line(const cachewarden_diagnostic* diagnostic);
CACHEWARDEN_API uint32_t cachewarden_diagnostic_column(const cachewarden_diagnostic* diagnostic);

/* ---- resources ------------------------------------------------------------------------------ */

CACHEWARDEN_API cachewarden_string cachewarden_resource_id(const cachewarden_resource* resource);
CACHEWARDEN_API cachewarden_string cachewarden_resource_name(const cachewarden_resource* resource);
/** `Microsoft.Cache/redis`; empty for types that cachewarden does not model. */
CACHEWARDEN_API cachewarden_string cachewarden_resource_type(const cachewarden_resource* resource);
CACHEWARDEN_API cachewarden_intent
cachewarden_resource_intent(const cachewarden_resource* resource);
/** 0 if it was only referred to: then nothing is known of its properties. */
CACHEWARDEN_API int32_t cachewarden_resource_is_collected(const cachewarden_resource* resource);
/** The target, for extension resources. */
CACHEWARDEN_API const cachewarden_resource* cachewarden_resource_parent(
    const cachewarden_resource* resource);

/** Whether a list of children is all there is. */
typedef int32_t cachewarden_completeness;
enum {
  CACHEWARDEN_COMPLETENESS_NOT_COLLECTED = 1,
  CACHEWARDEN_COMPLETENESS_PARTIAL = 2,
  CACHEWARDEN_COMPLETENESS_COMPLETE = 3,
  CACHEWARDEN_COMPLETENESS_ASSUMED = 4 /**< a template declares all children of what it creates */
};
/** Of the children of a type, such as `Microsoft.Cache/redis/firewallRules`. */
CACHEWARDEN_API cachewarden_completeness
cachewarden_resource_completeness(const cachewarden_resource* resource, cachewarden_string type);
CACHEWARDEN_API size_t cachewarden_resource_child_count(const cachewarden_resource* resource,
                                                        cachewarden_string type);
/** Ordered by id. */
CACHEWARDEN_API const cachewarden_resource* cachewarden_resource_child(
    const cachewarden_resource* resource, cachewarden_string type, size_t index);

/** One property of a resource: two words that live as long as the inventory and are not looked
 * into. Zero is none. */
typedef struct cachewarden_property {
  const void* field;
  const void* body;
} cachewarden_property;

typedef int32_t cachewarden_kind;
enum {
  CACHEWARDEN_KIND_BOOLEAN = 1,
  CACHEWARDEN_KIND_INTEGER = 2,
  CACHEWARDEN_KIND_TEXT = 3,
  CACHEWARDEN_KIND_ENUMERATION = 4,
  CACHEWARDEN_KIND_REFERENCE = 5, /**< the id of another resource */
  CACHEWARDEN_KIND_TEXTS = 6,
  CACHEWARDEN_KIND_REFERENCES = 7,
  CACHEWARDEN_KIND_ADDRESSES = 8, /**< addresses, prefixes, service tags, groups */
  CACHEWARDEN_KIND_PORTS = 9,
  CACHEWARDEN_KIND_PAIRS = 10,  /**< tags */
  CACHEWARDEN_KIND_RECORDS = 11 /**< structures with properties of their own */
};

/** Why there is a value or none. Those below 8 are gaps: nothing may be concluded from them. */
typedef int32_t cachewarden_state;
enum {
  CACHEWARDEN_STATE_NOT_CARRIED = 0, /**< this form of input cannot or did not show it */
  CACHEWARDEN_STATE_ABSENT = 1,      /**< the input could have shown it and does not */
  CACHEWARDEN_STATE_NULL = 2,
  CACHEWARDEN_STATE_UNRESOLVED = 3, /**< known only after deployment */
  CACHEWARDEN_STATE_WITHHELD = 4,   /**< a placeholder stands where the value was hidden */
  CACHEWARDEN_STATE_MALFORMED = 5,
  CACHEWARDEN_STATE_CONFLICTING = 6, /**< sources disagree */
  CACHEWARDEN_STATE_OTHER = 7,       /**< a value that this version does not know */
  CACHEWARDEN_STATE_NONE = 8,        /**< it is settled that there is no value */
  CACHEWARDEN_STATE_STATED = 9,
  CACHEWARDEN_STATE_DEFAULTED = 10, /**< the documented value of what is not set */
  CACHEWARDEN_STATE_ASSUMED = 11    /**< a value on an assumption that findings name */
};
CACHEWARDEN_API cachewarden_string cachewarden_state_name(cachewarden_state state);

/** By name in snake case, such as `minimum_tls_version`; zero if the type has none such. */
CACHEWARDEN_API cachewarden_property
cachewarden_resource_property(const cachewarden_resource* resource, cachewarden_string name);
/** All properties of the type of a resource, for loops. */
CACHEWARDEN_API size_t cachewarden_resource_property_count(const cachewarden_resource* resource);
CACHEWARDEN_API cachewarden_property
cachewarden_resource_property_at(const cachewarden_resource* resource, size_t index);

CACHEWARDEN_API cachewarden_string cachewarden_property_name(cachewarden_property property);
/** As in the REST interface, such as `properties.minimumTlsVersion`; may be empty. */
CACHEWARDEN_API cachewarden_string cachewarden_property_path(cachewarden_property property);
CACHEWARDEN_API cachewarden_kind cachewarden_property_kind(cachewarden_property property);
CACHEWARDEN_API cachewarden_state cachewarden_property_state(cachewarden_property property);
CACHEWARDEN_API int32_t cachewarden_property_has_value(cachewarden_property property);
/** Not 0: nothing may be concluded. */
CACHEWARDEN_API int32_t cachewarden_property_is_gap(cachewarden_property property);
/** Not 0: only whether there is a value is known, for instance of keys. */
CACHEWARDEN_API int32_t cachewarden_property_is_secret(cachewarden_property property);
/** A boolean or an integer; 0 for others and without a value. */
CACHEWARDEN_API int32_t cachewarden_property_number(cachewarden_property property);
/** A text, reference or enumerator in Azure's spelling; empty for others and without a value. */
CACHEWARDEN_API cachewarden_string cachewarden_property_text(cachewarden_property property);
/** How many items a list has. */
CACHEWARDEN_API size_t cachewarden_property_size(cachewarden_property property);
/** Of texts, references and addresses the item, of pairs the value. */
CACHEWARDEN_API cachewarden_string cachewarden_property_item(cachewarden_property property,
                                                             size_t index);
/** Of pairs the name. */
CACHEWARDEN_API cachewarden_string cachewarden_property_item_name(cachewarden_property property,
                                                                  size_t index);
/** Of ports the first and the last of a range. */
CACHEWARDEN_API uint16_t cachewarden_property_first_port(cachewarden_property property,
                                                         size_t index);
CACHEWARDEN_API uint16_t cachewarden_property_last_port(cachewarden_property property,
                                                        size_t index);
/** Of records a property of the item. */
CACHEWARDEN_API cachewarden_property cachewarden_property_item_property(
    cachewarden_property property, size_t index, cachewarden_string name);

/* ---- rules ---------------------------------------------------------------------------------- */

/** One requirement with its texts; those of the library live as long as the program. */
typedef struct cachewarden_rule cachewarden_rule;

typedef int32_t cachewarden_status;
enum {
  CACHEWARDEN_STATUS_PASS = 1,
  CACHEWARDEN_STATUS_FAIL = 2,
  CACHEWARDEN_STATUS_UNKNOWN = 3,
  CACHEWARDEN_STATUS_NOT_APPLICABLE = 4
};
CACHEWARDEN_API cachewarden_string cachewarden_status_name(cachewarden_status status);

typedef int32_t cachewarden_severity;
enum {
  CACHEWARDEN_SEVERITY_LOW = 1,
  CACHEWARDEN_SEVERITY_MEDIUM = 2,
  CACHEWARDEN_SEVERITY_HIGH = 3,
  CACHEWARDEN_SEVERITY_CRITICAL = 4
};
CACHEWARDEN_API cachewarden_string cachewarden_severity_name(cachewarden_severity severity);

typedef int32_t cachewarden_category;
enum {
  CACHEWARDEN_CATEGORY_NETWORK_SECURITY = 1,
  CACHEWARDEN_CATEGORY_IDENTITY_AND_ACCESS = 2,
  CACHEWARDEN_CATEGORY_DATA_PROTECTION = 3,
  CACHEWARDEN_CATEGORY_LOGGING_AND_MONITORING = 4,
  CACHEWARDEN_CATEGORY_BACKUP_AND_RECOVERY = 5,
  CACHEWARDEN_CATEGORY_GOVERNANCE = 6,
  CACHEWARDEN_CATEGORY_DEPLOYABILITY = 7 /**< what the service refuses */
};
CACHEWARDEN_API cachewarden_string cachewarden_category_name(cachewarden_category category);

/** How a violation is mended. */
typedef int32_t cachewarden_tool;
enum { CACHEWARDEN_TOOL_AZ = 1, CACHEWARDEN_TOOL_BICEP = 2, CACHEWARDEN_TOOL_TERRAFORM = 3 };

CACHEWARDEN_API size_t cachewarden_rule_count(void);
/** The rules of the library, ordered by id. */
CACHEWARDEN_API const cachewarden_rule* cachewarden_rule_at(size_t index);
/** By id or name, compared without case. */
CACHEWARDEN_API const cachewarden_rule* cachewarden_rule_find(cachewarden_string id_or_name);
CACHEWARDEN_API cachewarden_string cachewarden_rule_id(const cachewarden_rule* rule);
CACHEWARDEN_API cachewarden_string cachewarden_rule_name(const cachewarden_rule* rule);
CACHEWARDEN_API cachewarden_string cachewarden_rule_title(const cachewarden_rule* rule);
CACHEWARDEN_API cachewarden_string cachewarden_rule_message(const cachewarden_rule* rule);
CACHEWARDEN_API cachewarden_severity cachewarden_rule_severity(const cachewarden_rule* rule);
CACHEWARDEN_API cachewarden_category cachewarden_rule_category(const cachewarden_rule* rule);
/** The version of the rule set that brought it. */
CACHEWARDEN_API cachewarden_string cachewarden_rule_since(const cachewarden_rule* rule);
CACHEWARDEN_API cachewarden_string cachewarden_rule_resource_type(const cachewarden_rule* rule);
CACHEWARDEN_API cachewarden_string cachewarden_rule_rationale(const cachewarden_rule* rule);
/** With places such as `{id}`; findings have them filled. */
CACHEWARDEN_API cachewarden_string cachewarden_rule_remediation(const cachewarden_rule* rule,
                                                                cachewarden_tool tool);
CACHEWARDEN_API size_t cachewarden_rule_reference_count(const cachewarden_rule* rule);
CACHEWARDEN_API cachewarden_string cachewarden_rule_reference(const cachewarden_rule* rule,
                                                              size_t index);
/** Entries of authorities that the rule serves. */
CACHEWARDEN_API size_t cachewarden_rule_control_count(const cachewarden_rule* rule);
CACHEWARDEN_API cachewarden_string cachewarden_rule_control_framework(const cachewarden_rule* rule,
                                                                      size_t index);
CACHEWARDEN_API cachewarden_string cachewarden_rule_control_id(const cachewarden_rule* rule,
                                                               size_t index);
/** Documents on which the rule passes, a JSON array. */
CACHEWARDEN_API cachewarden_string cachewarden_rule_baseline(const cachewarden_rule* rule);
/** Changes to the baseline and what the rule says of the result: merge patches in which null stays
 *  null and `"$absent"` removes; an object patches the first document, an array one each. */
CACHEWARDEN_API size_t cachewarden_rule_example_count(const cachewarden_rule* rule);
CACHEWARDEN_API cachewarden_string cachewarden_rule_example_name(const cachewarden_rule* rule,
                                                                 size_t index);
CACHEWARDEN_API cachewarden_string cachewarden_rule_example_patch(const cachewarden_rule* rule,
                                                                  size_t index);
CACHEWARDEN_API cachewarden_status cachewarden_rule_example_status(const cachewarden_rule* rule,
                                                                   size_t index);

/* ---- rules of the caller -------------------------------------------------------------------- */

/** What a check may ask besides its resource. */
typedef struct cachewarden_context cachewarden_context;
CACHEWARDEN_API const cachewarden_inventory* cachewarden_context_inventory(
    const cachewarden_context* context);
/** The date of judgement, `YYYY-MM-DD`; empty if none was given. */
CACHEWARDEN_API cachewarden_string cachewarden_context_as_of(const cachewarden_context* context);

/** What a check says. Lives while the check is called. */
typedef struct cachewarden_verdict cachewarden_verdict;
/** `note` is one sentence for this case without a final stop, and may be empty. Another status than
 *  those above is taken as unknown. */
CACHEWARDEN_API void cachewarden_verdict_set(cachewarden_verdict* verdict,
                                             cachewarden_status status, cachewarden_string note);
/** What the verdict rests on becomes evidence; a gap becomes missing evidence, with the command
 * that collects it. The first six are kept. */
CACHEWARDEN_API void cachewarden_verdict_add_property(cachewarden_verdict* verdict,
                                                      cachewarden_property property);
CACHEWARDEN_API void cachewarden_verdict_add_resource(cachewarden_verdict* verdict,
                                                      const cachewarden_resource* resource);
/** The children of a type, all of them or their absence. */
CACHEWARDEN_API void cachewarden_verdict_add_children(cachewarden_verdict* verdict,
                                                      const cachewarden_resource* parent,
                                                      cachewarden_string type);

/** A check is called once for each resource of its type, in the order of the findings, on the
 * thread that assesses. A check that says nothing gives unknown. */
typedef void (*cachewarden_check)(const cachewarden_resource* resource,
                                  const cachewarden_context* context, cachewarden_verdict* verdict,
                                  void* user);

typedef struct cachewarden_custom_rule {
  uint32_t struct_size;
  cachewarden_severity severity;    /**< default medium */
  cachewarden_category category;    /**< default governance */
  int32_t reserved;                 /**< 0 */
  cachewarden_string resource_type; /**< required, of a type that cachewarden models */
  cachewarden_string id;            /**< required, of no other rule */
  cachewarden_string name;          /**< default the id */
  cachewarden_string title;         /**< the requirement */
  cachewarden_string message;       /**< the violation */
  cachewarden_string rationale;
  cachewarden_string az; /**< remediations, with places such as `{id}` */
  cachewarden_string bicep;
  cachewarden_string terraform;
  cachewarden_check check; /**< required */
  void* user;              /**< handed to the check */
} cachewarden_custom_rule;
/* clang-format off */
#define CACHEWARDEN_CUSTOM_RULE_INIT \
  {(uint32_t)sizeof(cachewarden_custom_rule), 0, 0, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, \
   {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, NULL, NULL}
/* clang-format on */

/* ---- assessing ------------------------------------------------------------------------------ */

typedef struct cachewarden_assess_options {
  uint32_t struct_size;
  uint32_t include_count;
  const cachewarden_string* include; /**< patterns for ids and names of rules; default all */
  const cachewarden_string* exclude; /**< patterns with `*` and `?`, as above */
  uint32_t exclude_count;
  uint32_t custom_rule_count;
  const cachewarden_custom_rule* const* custom_rules; /**< asked besides those of the library */
  cachewarden_string as_of; /**< date of judgement, `YYYY-MM-DD`; default none */
  /** Most addresses that one firewall rule of a cache may admit, default 256. */
  uint32_t firewall_max_addresses;
  /** Most addresses of the internet that all firewall rules of a cache may admit, default 1024. */
  uint32_t firewall_max_total_addresses;
  uint32_t minimum_zones; /**< that count as redundant, default 2 */
  /** As in cachewarden_read_options; checks of custom rules are called by the calling thread. */
  int32_t jobs;
  /** A settings document, JSON; `{"extends": "strict"}` for a profile. What is set above outranks
   * it. The error of a wrong one has a line for each mistake. */
  cachewarden_string settings;
  cachewarden_string exemptions;   /**< a document of exemptions, JSON; default none */
  cachewarden_string attestations; /**< a document of attestations, JSON; default none */
} cachewarden_assess_options;
/* clang-format off */
#define CACHEWARDEN_ASSESS_OPTIONS_INIT \
  {(uint32_t)sizeof(cachewarden_assess_options), 0, NULL, NULL, 0, 0, NULL, {NULL, 0}, 0, 0, 0, \
   0, {NULL, 0}, {NULL, 0}, {NULL, 0}}
/* clang-format on */

/** What each rule says of each resource of its type, ordered by id of resource, then of rule. Never
 *  changes. */
typedef struct cachewarden_assessment cachewarden_assessment;

/** A pattern that matches no rule is an argument error. */
CACHEWARDEN_API cachewarden_code cachewarden_assess(cachewarden_assessment** out,
                                                    const cachewarden_inventory* inventory,
                                                    const cachewarden_assess_options* options,
                                                    cachewarden_error** error);
CACHEWARDEN_API const cachewarden_inventory* cachewarden_assessment_inventory(
    const cachewarden_assessment* assessment);
/** How many findings there are, and how many of a status. */
CACHEWARDEN_API size_t cachewarden_assessment_size(const cachewarden_assessment* assessment);
CACHEWARDEN_API size_t cachewarden_assessment_count(const cachewarden_assessment* assessment,
                                                    cachewarden_status status);
/** Of a finding what needs no evidence to be looked up. */
CACHEWARDEN_API cachewarden_status
cachewarden_assessment_status(const cachewarden_assessment* assessment, size_t index);
CACHEWARDEN_API const cachewarden_rule* cachewarden_assessment_rule(
    const cachewarden_assessment* assessment, size_t index);
CACHEWARDEN_API const cachewarden_resource* cachewarden_assessment_resource(
    const cachewarden_assessment* assessment, size_t index);
/** Not 0 if a finding that fails or is unknown is exempt, or one that passes is attested. */
CACHEWARDEN_API int32_t cachewarden_assessment_is_exempt(const cachewarden_assessment* assessment,
                                                         size_t index);
CACHEWARDEN_API int32_t cachewarden_assessment_is_attested(const cachewarden_assessment* assessment,
                                                           size_t index);
CACHEWARDEN_API void cachewarden_assessment_free(cachewarden_assessment* assessment);

/** What is judged in one call: a document, or a path to documents. */
typedef struct cachewarden_source {
  uint32_t struct_size;
  /** Not 0: it was merely found, say in a folder; not recognising it is no error. */
  int32_t is_found;
  cachewarden_string bytes;     /**< a document; not looked at where there is a path */
  cachewarden_string path;      /**< a file, a folder, or `-` for standard input */
  cachewarden_string name;      /**< of a document, for reports, default `input` */
  cachewarden_string of;        /**< as in cachewarden_input_options */
  cachewarden_string collected; /**< the same */
} cachewarden_source;
/* clang-format off */
#define CACHEWARDEN_SOURCE_INIT \
  {(uint32_t)sizeof(cachewarden_source), 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}}
/* clang-format on */

/** Reads any number of sources and judges what they hold, in one call: reader, inventory and
 *  assessment in one. `read_options` and `options` may be NULL. */
CACHEWARDEN_API cachewarden_code
cachewarden_assess_sources(cachewarden_assessment** out, const cachewarden_source* const* sources,
                           size_t source_count, const cachewarden_read_options* read_options,
                           const cachewarden_assess_options* options, cachewarden_error** error);

/* ---- findings ------------------------------------------------------------------------------- */

/** What one rule says of one resource, with its evidence. Never changes. */
typedef struct cachewarden_finding cachewarden_finding;

/** Looks the evidence of a finding up in the documents. Past the end it is an argument error. */
CACHEWARDEN_API cachewarden_code
cachewarden_assessment_finding(cachewarden_finding** out, const cachewarden_assessment* assessment,
                               size_t index, cachewarden_error** error);
CACHEWARDEN_API cachewarden_status cachewarden_finding_status(const cachewarden_finding* finding);
CACHEWARDEN_API const cachewarden_rule* cachewarden_finding_rule(
    const cachewarden_finding* finding);
CACHEWARDEN_API const cachewarden_resource* cachewarden_finding_resource(
    const cachewarden_finding* finding);
/** One sentence without a final stop. */
CACHEWARDEN_API cachewarden_string cachewarden_finding_message(const cachewarden_finding* finding);
/** With the names of the resource, quoted for a shell; empty unless it failed. */
CACHEWARDEN_API cachewarden_string
cachewarden_finding_remediation(const cachewarden_finding* finding, cachewarden_tool tool);
CACHEWARDEN_API size_t cachewarden_finding_assumption_count(const cachewarden_finding* finding);
CACHEWARDEN_API cachewarden_string
cachewarden_finding_assumption(const cachewarden_finding* finding, size_t index);
/** Such as `exempt`; the status stays what it is. */
CACHEWARDEN_API size_t cachewarden_finding_mark_count(const cachewarden_finding* finding);
CACHEWARDEN_API cachewarden_string cachewarden_finding_mark(const cachewarden_finding* finding,
                                                            size_t index);
CACHEWARDEN_API void cachewarden_finding_free(cachewarden_finding* finding);

/** A property that a finding rests on: what was seen, and where. Belongs to the finding. */
typedef struct cachewarden_evidence cachewarden_evidence;
CACHEWARDEN_API size_t cachewarden_finding_evidence_count(const cachewarden_finding* finding);
CACHEWARDEN_API const cachewarden_evidence* cachewarden_finding_evidence(
    const cachewarden_finding* finding, size_t index);
/** An id. */
CACHEWARDEN_API cachewarden_string
cachewarden_evidence_resource(const cachewarden_evidence* evidence);
/** A path as in the REST interface; empty for the resource as a whole. */
CACHEWARDEN_API cachewarden_string
cachewarden_evidence_property(const cachewarden_evidence* evidence);
CACHEWARDEN_API cachewarden_state cachewarden_evidence_state(const cachewarden_evidence* evidence);
/** JSON, as the input spells it; never of a secret. */
CACHEWARDEN_API cachewarden_string cachewarden_evidence_value(const cachewarden_evidence* evidence);
/** Why there is a value that the input does not show. */
CACHEWARDEN_API cachewarden_string cachewarden_evidence_note(const cachewarden_evidence* evidence);
CACHEWARDEN_API cachewarden_string
cachewarden_evidence_document(const cachewarden_evidence* evidence);
/** A JSON pointer from the root of the document. */
CACHEWARDEN_API cachewarden_string
cachewarden_evidence_pointer(const cachewarden_evidence* evidence);
/** From 1; 0 where the input does not show it. */
CACHEWARDEN_API uint32_t cachewarden_evidence_line(const cachewarden_evidence* evidence);
CACHEWARDEN_API uint32_t cachewarden_evidence_column(const cachewarden_evidence* evidence);
/** Places that led to the value, `file:line:column`, the last first. */
CACHEWARDEN_API size_t cachewarden_evidence_via_count(const cachewarden_evidence* evidence);
CACHEWARDEN_API cachewarden_string cachewarden_evidence_via(const cachewarden_evidence* evidence,
                                                            size_t index);

/** Evidence that would decide an unknown finding. Belongs to the finding. */
typedef struct cachewarden_missing cachewarden_missing;
typedef int32_t cachewarden_evidence_kind;
enum {
  CACHEWARDEN_EVIDENCE_RESOURCE = 1,
  CACHEWARDEN_EVIDENCE_COLLECTION = 2,
  CACHEWARDEN_EVIDENCE_PROPERTY = 3,
  CACHEWARDEN_EVIDENCE_PARAMETER = 4,
  CACHEWARDEN_EVIDENCE_MODULE = 5,
  CACHEWARDEN_EVIDENCE_SETTING = 6,
  CACHEWARDEN_EVIDENCE_ATTESTATION = 7
};
CACHEWARDEN_API cachewarden_string cachewarden_evidence_kind_name(cachewarden_evidence_kind kind);
CACHEWARDEN_API size_t cachewarden_finding_missing_count(const cachewarden_finding* finding);
CACHEWARDEN_API const cachewarden_missing* cachewarden_finding_missing(
    const cachewarden_finding* finding, size_t index);
CACHEWARDEN_API cachewarden_evidence_kind
cachewarden_missing_kind(const cachewarden_missing* missing);
/** An id, a path or a name. */
CACHEWARDEN_API cachewarden_string cachewarden_missing_what(const cachewarden_missing* missing);
CACHEWARDEN_API cachewarden_string cachewarden_missing_reason(const cachewarden_missing* missing);
/** The command that collects it; empty if there is none. */
CACHEWARDEN_API cachewarden_string cachewarden_missing_collect(const cachewarden_missing* missing);

/* ---- reports -------------------------------------------------------------------------------- */

/** A text that was made, such as a report. Never changes. */
typedef struct cachewarden_document cachewarden_document;
CACHEWARDEN_API cachewarden_string cachewarden_document_text(const cachewarden_document* document);
CACHEWARDEN_API void cachewarden_document_free(cachewarden_document* document);

/** What came of exemptions and attestations: JSON with `exempt` and `attested`, how many findings
 *  are, and `diagnostics`, each with `severity`, `code`, `message`, `document`, `line`, `column`.
 */
CACHEWARDEN_API cachewarden_code cachewarden_assessment_decisions(
    cachewarden_document** out, const cachewarden_assessment* assessment,
    cachewarden_error** error);
/** What a template, ARM JSON or Bicep, deploys, as far as that can be known beforehand: JSON with
 *  `predictedResources`, `existingResources`, `outputs`, `diagnostics` and `unknown`. Secrets are
 *  never among it. `name` is for reports, and the path that relative links start from. */
CACHEWARDEN_API cachewarden_code cachewarden_expand(cachewarden_document** out,
                                                    cachewarden_string bytes,
                                                    cachewarden_string name,
                                                    const cachewarden_deployment_options* options,
                                                    cachewarden_error** error);
/** The same of a file. */
CACHEWARDEN_API cachewarden_code
cachewarden_expand_path(cachewarden_document** out, cachewarden_string path,
                        const cachewarden_deployment_options* options, cachewarden_error** error);
/** The JSON Schema of settings documents. */
CACHEWARDEN_API cachewarden_code cachewarden_settings_schema(cachewarden_document** out,
                                                             cachewarden_error** error);

CACHEWARDEN_API size_t cachewarden_report_format_count(void);
/** `text`, `json` ... */
CACHEWARDEN_API cachewarden_string cachewarden_report_format_name(size_t index);
CACHEWARDEN_API cachewarden_string cachewarden_report_format_media_type(size_t index);
CACHEWARDEN_API cachewarden_string cachewarden_report_format_description(size_t index);

/** A bit for each status, for cachewarden_report_options.show. */
enum {
  CACHEWARDEN_SHOW_PASS = 2,
  CACHEWARDEN_SHOW_FAIL = 4,
  CACHEWARDEN_SHOW_UNKNOWN = 8,
  CACHEWARDEN_SHOW_NOT_APPLICABLE = 16
};

typedef struct cachewarden_report_options {
  uint32_t struct_size;
  uint32_t show; /**< what is listed, default fail and unknown; counts are of all */
  cachewarden_severity min_severity; /**< of the rules that are listed, default low */
  int32_t colour;                    /**< not 0: ANSI colours, in the text report */
} cachewarden_report_options;
/* clang-format off */
#define CACHEWARDEN_REPORT_OPTIONS_INIT \
  {(uint32_t)sizeof(cachewarden_report_options), 0, 0, 0}
/* clang-format on */

/** A format that does not exist is an argument error. */
CACHEWARDEN_API cachewarden_code cachewarden_assessment_render(
    cachewarden_document** out, const cachewarden_assessment* assessment, cachewarden_string format,
    const cachewarden_report_options* options, cachewarden_error** error);

/** Both sides of a change, judged. Never changes; any number of threads may ask it. */
typedef struct cachewarden_review cachewarden_review;
typedef int32_t cachewarden_effect;
enum {
  CACHEWARDEN_EFFECT_NONE = 0, /**< neither failed nor unknown, or not of this change */
  CACHEWARDEN_EFFECT_NEW = 1,  /**< fails and did not before, or is unknown and was decided */
  CACHEWARDEN_EFFECT_KEPT = 2,
  CACHEWARDEN_EFFECT_RESOLVED = 3 /**< of findings from before alone */
};
CACHEWARDEN_API cachewarden_string cachewarden_effect_name(cachewarden_effect effect);
CACHEWARDEN_API cachewarden_code cachewarden_review_new(cachewarden_review** out,
                                                        const cachewarden_change* change,
                                                        const cachewarden_assess_options* options,
                                                        cachewarden_error** error);
/** Both belong to the review. */
CACHEWARDEN_API const cachewarden_assessment* cachewarden_review_before(
    const cachewarden_review* review);
CACHEWARDEN_API const cachewarden_assessment* cachewarden_review_after(
    const cachewarden_review* review);
/** Of a finding from after the change. */
CACHEWARDEN_API cachewarden_effect cachewarden_review_effect(const cachewarden_review* review,
                                                             size_t index);
/** Of a finding from before the change: resolved, or none. */
CACHEWARDEN_API cachewarden_effect
cachewarden_review_effect_before(const cachewarden_review* review, size_t index);
/** How many findings with that status, fail or unknown, have the effect. */
CACHEWARDEN_API size_t cachewarden_review_count(const cachewarden_review* review,
                                                cachewarden_effect effect,
                                                cachewarden_status status);
/** As cachewarden_assessment_render, with what is new, resolved and kept. */
CACHEWARDEN_API cachewarden_code cachewarden_review_render(
    cachewarden_document** out, const cachewarden_review* review, cachewarden_string format,
    const cachewarden_report_options* options, cachewarden_error** error);
CACHEWARDEN_API void cachewarden_review_free(cachewarden_review* review);

/** All about one rule, for people. */
CACHEWARDEN_API cachewarden_code cachewarden_rule_explain(cachewarden_document** out,
                                                          const cachewarden_rule* rule,
                                                          cachewarden_error** error);

/* ---- columns -------------------------------------------------------------------------------- */

/** Columns of findings: their names, and what is in them. */
CACHEWARDEN_API size_t cachewarden_column_count(void);
CACHEWARDEN_API cachewarden_string cachewarden_column_name(size_t index);
CACHEWARDEN_API cachewarden_string cachewarden_column_description(size_t index);
/** Not 0: costs looking evidence up. The others cost next to nothing. */
CACHEWARDEN_API int32_t cachewarden_column_has_evidence(size_t index);

typedef struct cachewarden_arrow_options {
  uint32_t struct_size;
  uint32_t show; /**< bits as in cachewarden_report_options, default fail and unknown */
  cachewarden_severity min_severity; /**< of the rules whose findings are taken, default low */
  uint32_t column_count;
  const cachewarden_string* columns; /**< by name, in this order, default all */
  uint64_t batch_rows;               /**< most findings of one array, default 65536 */
} cachewarden_arrow_options;
#define CACHEWARDEN_ARROW_OPTIONS_INIT \
  { (uint32_t)sizeof(cachewarden_arrow_options), 0, 0, 0, NULL, 0 }

/** Makes `out` an Arrow C stream of struct arrays, one row a finding, in the order of the findings.
 *  An array is made when it is asked for. The stream keeps what it needs alive, belongs to one
 *  thread at a time and is ended by its own `release`, and so are the schemas and arrays that come
 *  out of it. Columns that do not exist are an argument error; `out->release` is NULL then. */
CACHEWARDEN_API cachewarden_code
cachewarden_assessment_arrow(struct ArrowArrayStream* out, const cachewarden_assessment* assessment,
                             const cachewarden_arrow_options* options, cachewarden_error** error);

/* ---- networks ------------------------------------------------------------------------------- */

typedef struct cachewarden_reach_options {
  uint32_t struct_size;
  int32_t verify;           /**< not 0: a second, plain checker goes through each answer */
  cachewarden_string cache; /**< by id or name, default every cache */
  cachewarden_string port;  /**< `6380` or `15000-15999`, default those that are listened on */
  /** A prefix, `Internet`, another tag of a list of service tags that was read, or a subnet, by id
   *  or name, whose own group then counts too; default everybody. */
  cachewarden_string from;
} cachewarden_reach_options;
/* clang-format off */
#define CACHEWARDEN_REACH_OPTIONS_INIT \
  {(uint32_t)sizeof(cachewarden_reach_options), 0, {NULL, 0}, {NULL, 0}, {NULL, 0}}
/* clang-format on */

/** Who reaches caches, exactly: a JSON document. A cache, port or source that is not known is an
 *  argument error. */
CACHEWARDEN_API cachewarden_code cachewarden_reach(cachewarden_document** out,
                                                   const cachewarden_inventory* inventory,
                                                   const cachewarden_reach_options* options,
                                                   cachewarden_error** error);

typedef struct cachewarden_nsg_options {
  uint32_t struct_size;
  int32_t verify;
  cachewarden_string group; /**< by id or name, default every group */
  cachewarden_string other; /**< its partner in the second inventory, default called the same */
} cachewarden_nsg_options;
/* clang-format off */
#define CACHEWARDEN_NSG_OPTIONS_INIT \
  {(uint32_t)sizeof(cachewarden_nsg_options), 0, {NULL, 0}, {NULL, 0}}
/* clang-format on */

/** Rules of network security groups that do nothing, contradict each other or let too much in: a
 *  JSON document. */
CACHEWARDEN_API cachewarden_code cachewarden_nsg_lint(cachewarden_document** out,
                                                      const cachewarden_inventory* inventory,
                                                      const cachewarden_nsg_options* options,
                                                      cachewarden_error** error);
/** What groups of two inventories let through differently, exactly: a JSON document. The two may be
 *  the same. */
CACHEWARDEN_API cachewarden_code cachewarden_nsg_diff(cachewarden_document** out,
                                                      const cachewarden_inventory* first,
                                                      const cachewarden_inventory* second,
                                                      const cachewarden_nsg_options* options,
                                                      cachewarden_error** error);

/* ---- what other authorities say -------------------------------------------------------------- */

typedef struct cachewarden_view_options {
  uint32_t struct_size;
  int32_t all; /**< not 0: compare lists questions that all answer alike, too */
  /** Names divided by commas: `psrule`, `checkov`, `azqr`, `aprl`, `conformity`; empty: all. */
  cachewarden_string views;
  /** Configuration of their tools, a JSON object; empty: their defaults. */
  cachewarden_string settings;
  /** Date of judgement of our own rules, `YYYY-MM-DD`; empty: none. */
  cachewarden_string as_of;
  /** Settings of our own rules for comparing, a settings document; empty: the defaults. */
  cachewarden_string config;
} cachewarden_view_options;
/* clang-format off */
#define CACHEWARDEN_VIEW_OPTIONS_INIT \
  {(uint32_t)sizeof(cachewarden_view_options), 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}}
/* clang-format on */

/** What authorities say of every resource by their own published logic, as the JSON of
 *  `cachewarden check --view`, all verdicts listed. `options` may be NULL. */
CACHEWARDEN_API cachewarden_code cachewarden_view_assess(cachewarden_document** out,
                                                         const cachewarden_inventory* inventory,
                                                         const cachewarden_view_options* options,
                                                         cachewarden_error** error);
/** Their answers beside ours, as the JSON of `cachewarden compare`. */
CACHEWARDEN_API cachewarden_code cachewarden_compare(cachewarden_document** out,
                                                     const cachewarden_inventory* inventory,
                                                     const cachewarden_view_options* options,
                                                     cachewarden_error** error);

#ifdef __cplusplus
}
#endif

#endif /* CACHEWARDEN_H */
