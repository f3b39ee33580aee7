# A monotone bucket queue for whole-second keys (Dial 1969), shared by every search.
#
# Keys are seconds after a base that the caller keeps; items are vertices or nodes.
# Entries of one bucket form a linked list; a bitmap says which buckets hold any.

from libc.stdint cimport int32_t, uint64_t

cdef extern from *:
    """
    static inline int maas_lowest_bit(unsigned long long word) {
        return __builtin_ctzll(word);
    }
    """
    int maas_lowest_bit(unsigned long long word) noexcept nogil


cdef struct Buckets:
    int32_t* head  # newest entry of each bucket, -1 none
    uint64_t* occupied  # bit b of word w: bucket 64 w + b holds entries
    int32_t* item
    int32_t* below  # next older entry of the same bucket
    Py_ssize_t n_buckets, n_words, n_entries, capacity, word, count


cdef int buckets_reserve(Buckets* q, Py_ssize_t n_buckets) except -1 nogil
cdef void buckets_grow(Buckets* q) noexcept nogil
cdef void buckets_free(Buckets* q) noexcept nogil


cdef inline void buckets_push(Buckets* q, Py_ssize_t key, int32_t item) noexcept nogil:
    # The caller keeps key < n_buckets.
    cdef Py_ssize_t e = q.n_entries
    if e == q.capacity:
        buckets_grow(q)
    q.n_entries = e + 1
    q.item[e] = item
    q.below[e] = q.head[key]
    q.head[key] = <int32_t>e
    q.occupied[key >> 6] |= (<uint64_t>1) << (key & 63)
    if (key >> 6) < q.word:
        q.word = key >> 6
    q.count += 1


cdef inline int32_t buckets_pop(Buckets* q, Py_ssize_t* key) noexcept nogil:
    # Take an entry of the lowest bucket; -1 when there is none.
    cdef Py_ssize_t k
    cdef int32_t e
    if q.count == 0:
        q.n_entries = 0
        q.word = q.n_words
        return -1
    while q.occupied[q.word] == 0:
        q.word += 1
    k = (q.word << 6) + maas_lowest_bit(q.occupied[q.word])
    e = q.head[k]
    q.head[k] = q.below[e]
    if q.below[e] < 0:
        q.occupied[q.word] &= q.occupied[q.word] - 1
    q.count -= 1
    key[0] = k
    return q.item[e]


cdef inline void buckets_clear(Buckets* q) noexcept nogil:
    cdef Py_ssize_t k
    while q.count and buckets_pop(q, &k) >= 0:
        pass
    q.n_entries = 0
    q.word = q.n_words
