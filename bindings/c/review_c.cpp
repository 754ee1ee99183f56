#include "boundary.hpp"

using namespace cachewarden;     // NOLINT(google-build-using-namespace)
using namespace cachewarden::c;  // NOLINT(google-build-using-namespace)

struct cachewarden_review {
  cachewarden_assessment before;
  cachewarden_assessment after;
  ChangeReview review;
};

cachewarden_string cachewarden_effect_name(cachewarden_effect effect) {
  return name_of(effect, Effect::resolved);
}

cachewarden_code cachewarden_review_new(cachewarden_review** out, const cachewarden_change* change,
                                        const cachewarden_assess_options* options,
                                        cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(change, "change");
    const cachewarden_assess_options given = adopted(options, 72, "options");
    std::shared_ptr<const AssessmentView> before = judged(change->before, given);
    std::shared_ptr<const AssessmentView> after = judged(change->after, given);
    ChangeReview review(before->assessment, after->assessment, change->removed);
    return std::make_unique<cachewarden_review>(
        cachewarden_review{{std::move(before)}, {std::move(after)}, std::move(review)});
  });
}

const cachewarden_assessment* cachewarden_review_before(const cachewarden_review* review) {
  return asked(review, [](const auto& r) { return &r.before; });
}

const cachewarden_assessment* cachewarden_review_after(const cachewarden_review* review) {
  return asked(review, [](const auto& r) { return &r.after; });
}

cachewarden_effect cachewarden_review_effect(const cachewarden_review* review, size_t index) {
  return asked(review, [index](const auto& r) {
    return index < r.review.after().size() ? static_cast<cachewarden_effect>(r.review.effect(index))
                                           : 0;
  });
}

cachewarden_effect cachewarden_review_effect_before(const cachewarden_review* review,
                                                    size_t index) {
  return asked(review, [index](const auto& r) {
    return index < r.review.before().size()
               ? static_cast<cachewarden_effect>(r.review.effect_before(index))
               : 0;
  });
}

size_t cachewarden_review_count(const cachewarden_review* review, cachewarden_effect effect,
                                cachewarden_status status) {
  return asked(review, [=](const auto& r) -> size_t {
    if (effect < CACHEWARDEN_EFFECT_NEW || effect > CACHEWARDEN_EFFECT_RESOLVED)
      return 0;
    const StatusCounts& counts = r.review.counts(static_cast<Effect>(effect));
    return status == CACHEWARDEN_STATUS_FAIL      ? counts.fail
           : status == CACHEWARDEN_STATUS_UNKNOWN ? counts.unknown
                                                  : 0;
  });
}

cachewarden_code cachewarden_review_render(cachewarden_document** out,
                                           const cachewarden_review* review,
                                           cachewarden_string format,
                                           const cachewarden_report_options* options,
                                           cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(review, "review");
    return rendered(review->after.view->assessment, format, options, &review->review);
  });
}

void cachewarden_review_free(cachewarden_review* review) {
  delete review;
}
