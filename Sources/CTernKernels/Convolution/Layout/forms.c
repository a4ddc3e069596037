// A short list for every weight, behind a lock. Forms are only added while the weight can be read, and freed all at once when
// nobody reads it any more, so that what was found stays valid.
#include "forms.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "../../include/tern_runtime.h"

// Of all weights' forms together. The largest, Winograd's, take four times as much as the weight.
static const size_t most_bytes = (size_t)768 << 20;
static atomic_size_t kept_bytes;

// The same weight is used in a few ways at most: forward, backward, with one or two tile sizes.
enum { MOST_FORMS = 8 };

typedef struct {
    tern_form_key key;
    float *data;      // NULL after the first use
    size_t bytes;
} form;

struct tern_weight_forms {
    pthread_mutex_t lock;
    int count;
    form forms[MOST_FORMS];
};

tern_weight_forms *tern_weight_forms_create(void) {
    tern_weight_forms *forms = calloc(1, sizeof *forms);
    if (forms) pthread_mutex_init(&forms->lock, NULL);
    return forms;
}

void tern_weight_forms_free(tern_weight_forms *forms) {
    if (!forms) return;
    for (int i = 0; i < forms->count; i++) {
        atomic_fetch_sub(&kept_bytes, forms->forms[i].bytes);
        tern_deallocate(forms->forms[i].data);
    }
    pthread_mutex_destroy(&forms->lock);
    free(forms);
}

size_t tern_weight_forms_bytes(void) { return atomic_load(&kept_bytes); }

tern_form_key tern_form_key_of(const tern_weight_view *view, tern_isa isa, int64_t tile, bool flipped) {
    tern_form_key key;
    memset(&key, 0, sizeof key);
    key.view = *view;
    key.view.forms = NULL;
    key.isa = isa;
    key.tile = tile;
    key.flipped = flipped;
    return key;
}

static form *find(tern_weight_forms *forms, const tern_form_key *key) {
    for (int i = 0; i < forms->count; i++)
        if (memcmp(&forms->forms[i].key, key, sizeof *key) == 0) return &forms->forms[i];
    return NULL;
}

float *tern_find_form(tern_weight_forms *forms, const tern_form_key *key, size_t bytes, bool *wanted) {
    *wanted = false;
    if (!forms) return NULL;
    pthread_mutex_lock(&forms->lock);
    const form *found = find(forms, key);
    float *data = found ? found->data : NULL;
    if (found && !data) *wanted = atomic_load(&kept_bytes) + bytes <= most_bytes;
    if (!found && forms->count < MOST_FORMS) forms->forms[forms->count++] = (form){.key = *key};
    pthread_mutex_unlock(&forms->lock);
    return data;
}

float *tern_keep_form(tern_weight_forms *forms, const tern_form_key *key, float *data, size_t bytes) {
    pthread_mutex_lock(&forms->lock);
    form *place = find(forms, key);
    const bool first = !place->data;
    if (first) {
        place->data = data;
        place->bytes = bytes;
        atomic_fetch_add(&kept_bytes, bytes);
    }
    float *kept = place->data;
    pthread_mutex_unlock(&forms->lock);
    if (!first) tern_deallocate(data);
    return kept;
}
