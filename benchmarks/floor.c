/* How fast can it be at all? libjpeg-turbo alone: read, decode reduced, encode at the size that is wanted, write.
 *
 *   gcc -O2 floor.c -o floor -ljpeg -lpthread
 *   ./floor OUTDIR THREADS SIDES FILES...        SIDES such as 1000 or 1000,800,350
 *
 * Each file is read whole and decoded once, at the smallest N/8 that still covers the largest side. For each side a
 * piece of that frame is laid on a white square and encoded at quality 85, 4:2:0. Nothing is resampled, turned,
 * measured or stamped: nobody who decodes with this library and writes these files can be faster.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>

enum { MAX_SIDES = 8, MAX_THREADS = 64, QUALITY = 85, ROWS = 8 };

static char **files;
static int file_count, next_file;
static int sides[MAX_SIDES], side_count, largest_side;
static const char *out_folder;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* A buffer that only ever grows, so that a thread allocates for its largest photo and then no more. */
typedef struct {
    unsigned char *data;
    size_t size;
} Buffer;

typedef struct {
    int width, height;         /* of the photo */
    int reduced_width, reduced_height;
} Frame;

static void fail(const char *what, const char *name) {
    fprintf(stderr, "floor: %s %s\n", what, name);
    exit(1);
}

static void grow(Buffer *buffer, size_t size) {
    if (size <= buffer->size) return;
    buffer->data = realloc(buffer->data, size);
    if (!buffer->data) fail("no memory for", "a buffer");
    buffer->size = size;
}

static size_t read_file(const char *name, Buffer *bytes) {
    FILE *file = fopen(name, "rb");
    if (!file) fail("cannot read", name);
    fseek(file, 0, SEEK_END);
    size_t size = ftell(file);
    rewind(file);
    grow(bytes, size);
    if (fread(bytes->data, 1, size, file) != size) fail("cannot read", name);
    fclose(file);
    return size;
}

static Frame decode(const unsigned char *bytes, size_t size, Buffer *pixels) {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, bytes, size);
    jpeg_read_header(&jpeg, TRUE);
    int longest = jpeg.image_width > jpeg.image_height ? jpeg.image_width : jpeg.image_height;
    jpeg.scale_denom = 8;
    jpeg.scale_num = 1;
    while (jpeg.scale_num < 8 && (long)longest * jpeg.scale_num < 8L * largest_side) jpeg.scale_num++;
    jpeg.out_color_space = JCS_RGB;
    jpeg_start_decompress(&jpeg);
    size_t stride = (size_t)jpeg.output_width * 3;
    grow(pixels, stride * jpeg.output_height);
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW rows[ROWS];
        for (int i = 0; i < ROWS; i++) {
            JDIMENSION row = jpeg.output_scanline + i;
            if (row >= jpeg.output_height) row = jpeg.output_height - 1;
            rows[i] = pixels->data + stride * row;
        }
        jpeg_read_scanlines(&jpeg, rows, ROWS);
    }
    Frame frame = {jpeg.image_width, jpeg.image_height, jpeg.output_width, jpeg.output_height};
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return frame;
}

/* A white square with a piece of the frame in its middle, as large as the whole photo would be there. */
static void lay_out(const Frame *frame, const unsigned char *pixels, int side, unsigned char *square) {
    int longest = frame->width > frame->height ? frame->width : frame->height;
    int width = (int)((double)frame->width * side / longest + .5);
    int height = (int)((double)frame->height * side / longest + .5);
    if (width > frame->reduced_width) width = frame->reduced_width;
    if (height > frame->reduced_height) height = frame->reduced_height;
    int left = (side - width) / 2, top = (side - height) / 2;
    memset(square, 255, (size_t)side * side * 3);
    for (int y = 0; y < height; y++)
        memcpy(square + ((size_t)(top + y) * side + left) * 3, pixels + (size_t)frame->reduced_width * 3 * y,
               (size_t)width * 3);
}

static void encode(unsigned char *square, int side, const char *name) {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long size = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &size);
    jpeg.image_width = jpeg.image_height = side;
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, QUALITY, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW row = square + (size_t)jpeg.next_scanline * side * 3;
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    FILE *file = fopen(name, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file)) fail("cannot write", name);
    free(bytes);
}

static const char *take_file(void) {
    pthread_mutex_lock(&lock);
    const char *name = next_file < file_count ? files[next_file++] : NULL;
    pthread_mutex_unlock(&lock);
    return name;
}

static void *work(void *unused) {
    (void)unused;
    Buffer bytes = {0}, pixels = {0}, square = {0};
    grow(&square, (size_t)largest_side * largest_side * 3);
    for (const char *name; (name = take_file());) {
        size_t size = read_file(name, &bytes);  /* which may move the buffer */
        Frame frame = decode(bytes.data, size, &pixels);
        const char *base = strrchr(name, '/');
        for (int i = 0; i < side_count; i++) {
            char target[4096];
            snprintf(target, sizeof target, "%s/%d-%s", out_folder, sides[i], base ? base + 1 : name);
            lay_out(&frame, pixels.data, sides[i], square.data);
            encode(square.data, sides[i], target);
        }
    }
    free(bytes.data);
    free(pixels.data);
    free(square.data);
    return NULL;
}

int main(int argc, char **argv) {
    if (argc < 5) fail("usage:", "floor OUTDIR THREADS SIDES FILES...");
    out_folder = argv[1];
    int threads = atoi(argv[2]);
    for (char *part = strtok(argv[3], ","); part && side_count < MAX_SIDES; part = strtok(NULL, ","))
        sides[side_count++] = atoi(part);
    for (int i = 0; i < side_count; i++)
        if (sides[i] > largest_side) largest_side = sides[i];
    if (threads < 1 || threads > MAX_THREADS || largest_side < 1) fail("cannot use", "these THREADS or SIDES");
    files = argv + 4;
    file_count = argc - 4;
    pthread_t pool[MAX_THREADS];
    for (int i = 0; i < threads; i++) pthread_create(&pool[i], NULL, work, NULL);
    for (int i = 0; i < threads; i++) pthread_join(pool[i], NULL);
    return 0;
}
