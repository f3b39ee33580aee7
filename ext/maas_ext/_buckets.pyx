"""Memory of the bucket queue; its operations are inline in ``_buckets.pxd``."""

from libc.stdlib cimport abort, calloc, free, malloc, realloc


cdef int buckets_reserve(Buckets* q, Py_ssize_t n_buckets) except -1 nogil:
    """Make room; the queue must be empty. Zeroed structs are valid to start from."""
    cdef Py_ssize_t k
    if n_buckets > q.n_buckets:
        free(q.head)
        free(q.occupied)
        q.n_words = (n_buckets + 63) // 64
        q.n_buckets = q.n_words * 64
        q.head = <int32_t*>malloc(q.n_buckets * sizeof(int32_t))
        q.occupied = <uint64_t*>calloc(q.n_words, sizeof(uint64_t))
        if q.head == NULL or q.occupied == NULL:
            q.n_buckets = 0
            with gil:
                raise MemoryError
        for k in range(q.n_buckets):
            q.head[k] = -1
        q.word = q.n_words
    return 0


cdef void buckets_grow(Buckets* q) noexcept nogil:
    """Double the room for entries; there is no going on without it."""
    q.capacity = max(2 * q.capacity, 4096)
    q.item = <int32_t*>realloc(q.item, q.capacity * sizeof(int32_t))
    q.below = <int32_t*>realloc(q.below, q.capacity * sizeof(int32_t))
    if q.item == NULL or q.below == NULL:
        abort()


cdef void buckets_free(Buckets* q) noexcept nogil:
    free(q.head)
    free(q.occupied)
    free(q.item)
    free(q.below)
    q.head = NULL
    q.occupied = NULL
    q.item = NULL
    q.below = NULL
    q.n_buckets = q.n_words = q.n_entries = q.capacity = q.word = q.count = 0
