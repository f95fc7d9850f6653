/* Lets one call that changes files below a folder fail: the n-th, once armed. Loaded with LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { OFF, COUNT, KILL, FULL, BROKEN };

static int mode = OFF;
static long left, seen, roomy;
static char below[4096];

void fault_arm(int what, long number, const char *folder) {
    strncpy(below, folder, sizeof below - 1);
    left = number;
    seen = roomy = 0;
    mode = what;
}

long fault_seen(void) { return seen; }

/* Those of them that a full disk lets fail. */
long fault_seen_roomy(void) { return roomy; }

static int is_below(const char *path) {
    size_t length = strlen(below), end = strlen(path);
    if (end >= 4 && !strcmp(path + end - 4, "-shm")) return 0;
    return !strncmp(path, below, length) && (path[length] == '/' || path[length] == 0);
}

static int is_below_at(int folder, const char *path) {
    char link[64], found[4096];
    if (path[0] == '/') return is_below(path);
    if (folder == AT_FDCWD) {
        if (!getcwd(found, sizeof found)) return 0;
        return is_below(found);
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, found, sizeof found - 1);
    if (length < 0) return 0;
    found[length] = 0;
    return is_below(found);
}

static int is_below_file(int file) {
    char link[64], found[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, found, sizeof found - 1);
    if (length < 0) return 0;
    found[length] = 0;
    return is_below(found);
}

/* Whether this call is to fail; takes_room: whether a full disk lets it fail. */
static int fails(int takes_room) {
    if (mode == FULL && !takes_room) return 0;
    seen++;
    if (takes_room) roomy++;
    if (mode == COUNT) return 0;
    if (mode == FULL) return seen >= left;
    return seen == left;
}

static int refuse(void) {
    if (mode == KILL) kill(getpid(), SIGKILL);
    errno = mode == FULL ? ENOSPC : EIO;
    return -1;
}

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

#define WRITES(name, ...) \
    if (mode && is_below_file(file) && fails(1)) { \
        /* Half of it arrives: a torn write, or the last room on the disk. */ \
        if (mode != BROKEN && seen == left && size > 1) { \
            ssize_t done = REAL(name)(__VA_ARGS__); \
            if (mode == FULL) return done; \
        } \
        return refuse(); \
    }

ssize_t write(int file, const void *data, size_t size) {
    WRITES(write, file, data, size / 2)
    return REAL(write)(file, data, size);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
    WRITES(pwrite, file, data, size / 2, at)
    return REAL(pwrite)(file, data, size, at);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    WRITES(pwrite64, file, data, size / 2, at)
    return REAL(pwrite64)(file, data, size, at);
}

#define CALL(type, name, declared, passed, where, room) \
    type name declared { \
        if (mode && (where) && fails(room)) return refuse(); \
        return REAL(name) passed; \
    }

CALL(int, fsync, (int file), (file), is_below_file(file), 0)
CALL(int, fdatasync, (int file), (file), is_below_file(file), 0)
CALL(int, ftruncate, (int file, off_t size), (file, size), is_below_file(file), 0)
CALL(int, ftruncate64, (int file, off64_t size), (file, size), is_below_file(file), 0)
CALL(int, rename, (const char *from, const char *to), (from, to), is_below_at(AT_FDCWD, to), 0)
CALL(int, linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags), is_below_at(b, to), 1)
CALL(int, link, (const char *from, const char *to), (from, to), is_below_at(AT_FDCWD, to), 1)
CALL(int, unlink, (const char *path), (path), is_below_at(AT_FDCWD, path), 0)
CALL(int, rmdir, (const char *path), (path), is_below_at(AT_FDCWD, path), 0)
CALL(int, mkdir, (const char *path, mode_t bits), (path, bits), is_below_at(AT_FDCWD, path), 1)
CALL(int, chmod, (const char *path, mode_t bits), (path, bits), is_below_at(AT_FDCWD, path), 0)

#define OPENS(name) \
    int name(const char *path, int flags, ...) { \
        mode_t bits = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); bits = va_arg(rest, mode_t); va_end(rest); } \
        if (mode && (flags & O_TMPFILE) == O_TMPFILE && is_below_at(AT_FDCWD, path) && fails(1)) return refuse(); \
        if (mode && (flags & O_CREAT) && is_below_at(AT_FDCWD, path) && access(path, F_OK) && fails(1)) return refuse(); \
        return REAL(name)(path, flags, bits); \
    }

OPENS(open)
OPENS(open64)
