/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cmd_simulate.c -- `obelus simulate`: follows one network by gradient
** descent or gradient flow and reports it at checkpoints.
*/

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cli/cli.h"
#include "cli/observables.h"
#include "cli/vectors.h"
#include "evidence/json.h"
#include "evidence/output.h"
#include "evidence/settings.h"

static const char NAME[] = "simulate";
static const double STEPS_MAX = 0x1p53; /* beyond, t is no exact double */

static const char HELP[] =
"usage: obelus simulate --students FILE --teacher FILE\n"
"           (--descent ETA --steps T | --flow UNTIL)  [OPTION...]\n\n"
"Follows the students' gradient descent (t counts steps) or gradient flow (t\n"
"is time) and prints one row per checkpoint. A FILE is CSV, one vector per\n"
"line, in any frame; - is standard input.\n\n"
"  --method NAME       of the flow, see below\n"
"  --tolerance X       of the flow, relative, 1e-13 to 1e-3 (1e-10)\n"
"  --at T1,T2,...      checkpoints; default: 0 and the end\n"
"  --log N             checkpoints: 0, then N per decade up to the end, from\n"
"                      1 on (descent) or 0.001 (flow)\n"
"  --observables LIST  comma separated, see below\n"
"                      (loss,gradient_norm,H,r_norm,theta_max)\n"
"  --format csv|json   (csv); nan or null is a value that does not exist\n"
"  --out FILE          written whole or not at all\n"
"  -h, --help          this text\n\n"
"A neuron that reaches 0 ends the run: that collapse is an outcome, told with\n"
"its time on standard error (JSON: `collapse`), with status 0. Status 1: the\n"
"dynamics diverged; 2: wrong usage or input; 4: input or output failed.\n";

/* What the user asked for. */
typedef struct {
    const char *students, *teacher, *descent, *steps, *flow, *method,
               *tolerance, *at, *log, *observables, *format, *out;
    bool        help;
} request;

/* One simulation. */
typedef struct {
    obl_vectors     students;
    obl_frame       frame;
    obl_state      *state;
    obl_view       *view;
    const obl_flow *flow;     /* NULL: descent */
    double          eta, tolerance, end;
    double         *at;       /* checkpoints, rising */
    size_t          checkpoints;
    const obl_observable **wanted;
    size_t          count;
    size_t          width;    /* of the widest observable */
    json_t         *rows;     /* NULL: CSV, printed as it comes */
    double          collapse; /* NaN: none */
} simulation;


static int read_options(request *wish, int argc, char **argv) {
    static const char *const names[] = {
        "students", "teacher", "descent", "steps", "flow", "method",
        "tolerance", "at", "log", "observables", "format", "out",
    };
    enum { NAMES = sizeof names / sizeof *names };
    const char **values[NAMES] = {
        &wish->students, &wish->teacher, &wish->descent, &wish->steps,
        &wish->flow, &wish->method, &wish->tolerance, &wish->at, &wish->log,
        &wish->observables, &wish->format, &wish->out,
    };
    struct option options[NAMES + 2] = { 0 };
    int option, index = 0;

    for (int k = 0; k < NAMES; k++)
        options[k] = (struct option){ names[k], required_argument, NULL, 'v' };
    options[NAMES] = (struct option){ "help", no_argument, NULL, 'h' };
    while ((option = getopt_long(argc, argv, "h", options, &index)) != -1) {
        if (option == '?')
            return cli_bad_option(NAME);
        if (option == 'h')
            wish->help = true;
        else
            *values[index] = optarg;
    }
    if (optind < argc)
        return cli_fail(CLI_USAGE, NAME, "what is `%s`? Files are named by"
                        " options", argv[optind]);
    return CLI_OK;
}


static bool read_number(const char *text, double *value) {
    char *end;

    *value = strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*value);
}


/* -------------------------------------------------------------- input */

static int read_vectors(obl_vectors *vectors, const char *path) {
    const bool is_stdin = strcmp(path, "-") == 0;
    FILE *in = is_stdin ? stdin : fopen(path, "r");
    char problem[512];

    if (in == NULL)
        return cli_fail_errno(NAME, path);
    const bool good = obl_vectors_read(vectors, in, is_stdin ? "stdin" : path,
                                       problem, sizeof problem);
    const int reason = errno;
    if (!is_stdin)
        fclose(in);
    if (good)
        return CLI_OK;
    return cli_fail(reason != 0 ? CLI_IO : CLI_USAGE, NAME, "%s", problem);
}


static int check_teacher(const request *wish, const obl_vectors *teacher,
                         const obl_vectors *students) {
    double largest = 0.0;

    if (teacher->rows != 1)
        return cli_fail(CLI_USAGE, NAME, "%s: one teacher is wanted, here are"
                        " %zu rows", wish->teacher, teacher->rows);
    if (teacher->columns != students->columns)
        return cli_fail(CLI_USAGE, NAME, "%s: the teacher has %zu columns, a"
                        " student in %s has %zu", wish->teacher,
                        teacher->columns, wish->students, students->columns);
    for (size_t k = 0; k < teacher->columns; k++)
        largest = fmax(largest, fabs(teacher->entry[k]));
    if (largest == 0.0)
        return cli_fail(CLI_USAGE, NAME, "%s: the teacher is zero",
                        wish->teacher);
    return CLI_OK;
}


static int read_network(simulation *run, const request *wish) {
    obl_vectors teacher = { 0 };

    if (wish->students == NULL || wish->teacher == NULL)
        return cli_fail(CLI_USAGE, NAME, "--students and --teacher are"
                        " wanted");
    if (strcmp(wish->students, "-") == 0 && strcmp(wish->teacher, "-") == 0)
        return cli_fail(CLI_USAGE, NAME, "students and teacher cannot both"
                        " come from standard input");
    int status = read_vectors(&run->students, wish->students);
    if (status == CLI_OK)
        status = read_vectors(&teacher, wish->teacher);
    if (status == CLI_OK)
        status = check_teacher(wish, &teacher, &run->students);
    if (status == CLI_OK) {
        run->state = obl_frame_enter(&run->frame, teacher.entry,
                                     &run->students);
        if (run->state != NULL)
            run->view = obl_view_open(run->state, &run->frame);
        if (run->view == NULL)
            status = cli_fail(CLI_INTERNAL, NAME, "out of memory");
    }
    obl_vectors_free(&teacher);
    return status;
}


/* ----------------------------------------------------------- dynamics */

static int read_descent(simulation *run, const request *wish) {
    uint64_t steps;

    if (wish->method != NULL || wish->tolerance != NULL)
        return cli_fail(CLI_USAGE, NAME, "--method and --tolerance belong to"
                        " --flow");
    if (!read_number(wish->descent, &run->eta) || run->eta <= 0.0)
        return cli_fail(CLI_USAGE, NAME, "--descent: `%s` is not a positive"
                        " step size", wish->descent);
    if (wish->steps == NULL || !obl_read_count(wish->steps, &steps)
        || (double)steps > STEPS_MAX)
        return cli_fail(CLI_USAGE, NAME, "--steps wants a number of steps");
    run->end = (double)steps;
    return CLI_OK;
}


static int read_flow(simulation *run, const request *wish) {
    if (wish->steps != NULL)
        return cli_fail(CLI_USAGE, NAME, "--steps belongs to --descent");
    run->flow = obl_flow_find(wish->method);
    if (run->flow == NULL)
        return cli_fail(CLI_USAGE, NAME, "--method: there is no flow `%s`",
                        wish->method);
    if (!read_number(wish->flow, &run->end) || run->end < 0.0)
        return cli_fail(CLI_USAGE, NAME, "--flow: `%s` is not a time",
                        wish->flow);
    run->tolerance = 1e-10;
    if (wish->tolerance != NULL
        && (!read_number(wish->tolerance, &run->tolerance)
            || run->tolerance < 1e-13 || run->tolerance > 1e-3))
        return cli_fail(CLI_USAGE, NAME, "--tolerance: `%s` is not between"
                        " 1e-13 and 1e-3", wish->tolerance);
    return CLI_OK;
}


static int read_dynamics(simulation *run, const request *wish) {
    if ((wish->descent != NULL) == (wish->flow != NULL))
        return cli_fail(CLI_USAGE, NAME, "one of --descent and --flow is"
                        " wanted");
    return wish->descent != NULL ? read_descent(run, wish)
                                 : read_flow(run, wish);
}


/* -------------------------------------------------------- checkpoints */

static bool add_checkpoint(simulation *run, double t) {
    double *longer = realloc(run->at, (run->checkpoints + 1) * sizeof *longer);

    if (longer == NULL)
        return false;
    run->at = longer;
    longer[run->checkpoints++] = t;
    return true;
}


static int list_checkpoints(simulation *run, const char *text) {
    while (*text != '\0') {
        char *end;
        const double t = strtod(text, &end);

        if (end == text || (*end != ',' && *end != '\0')
            || !(t >= 0.0 && t <= run->end))
            return cli_fail(CLI_USAGE, NAME, "--at: `%s` does not start with a"
                            " time from 0 to %.17g", text, run->end);
        if (run->flow == NULL && t != floor(t))
            return cli_fail(CLI_USAGE, NAME, "--at: %.17g is not a number of"
                            " steps", t);
        if (!add_checkpoint(run, t))
            return cli_fail(CLI_INTERNAL, NAME, "out of memory");
        text = *end == ',' ? end + 1 : end;
    }
    return CLI_OK;
}


/* Down from the end, so that the end is one of them. */
static int spread_checkpoints(simulation *run, const char *text) {
    const double least = run->flow == NULL ? 1.0 : fmin(1e-3, run->end / 1e3);
    uint64_t per_decade;
    bool added = true;

    if (!obl_read_count(text, &per_decade) || per_decade == 0
        || per_decade > 10000)
        return cli_fail(CLI_USAGE, NAME, "--log: `%s` is not a number of"
                        " checkpoints from 1 to 10000", text);
    for (uint64_t k = 0; added && run->end > 0.0; k++) {
        const double t = run->end
            * pow(10.0, -(double)k / (double)per_decade);

        if (t < least * (1.0 - 1e-9))
            break;
        added = add_checkpoint(run, run->flow == NULL ? round(t) : t);
    }
    if (!added || !add_checkpoint(run, 0.0))
        return cli_fail(CLI_INTERNAL, NAME, "out of memory");
    return CLI_OK;
}


static int by_size(const void *a, const void *b) {
    const double first = *(const double *)a, second = *(const double *)b;

    return (first > second) - (first < second);
}


static void sort_checkpoints(simulation *run) {
    size_t kept = 0;

    qsort(run->at, run->checkpoints, sizeof *run->at, by_size);
    for (size_t k = 0; k < run->checkpoints; k++)
        if (kept == 0 || run->at[k] > run->at[kept - 1])
            run->at[kept++] = run->at[k];
    run->checkpoints = kept;
}


static int read_checkpoints(simulation *run, const request *wish) {
    int status = CLI_OK;

    if (wish->at != NULL && wish->log != NULL)
        return cli_fail(CLI_USAGE, NAME, "--at and --log exclude each other");
    if (wish->at != NULL)
        status = list_checkpoints(run, wish->at);
    else if (wish->log != NULL)
        status = spread_checkpoints(run, wish->log);
    else if (!add_checkpoint(run, 0.0) || !add_checkpoint(run, run->end))
        status = cli_fail(CLI_INTERNAL, NAME, "out of memory");
    if (status == CLI_OK && run->checkpoints == 0)
        return cli_fail(CLI_USAGE, NAME, "--at names no checkpoint");
    if (status == CLI_OK)
        sort_checkpoints(run);
    return status;
}


static int read_observables(simulation *run, const request *wish) {
    const char *text = wish->observables != NULL ? wish->observables
        : "loss,gradient_norm,H,r_norm,theta_max";
    const size_t n = run->state->n, dim = run->frame.dim;

    run->wanted = calloc(strlen(text) + 1, sizeof *run->wanted);
    if (run->wanted == NULL)
        return cli_fail(CLI_INTERNAL, NAME, "out of memory");
    for (;;) {
        const size_t length = strcspn(text, ",");
        const obl_observable *found = obl_observable_find(text, length);

        if (found == NULL)
            return cli_fail(CLI_USAGE, NAME, "--observables: there is no"
                            " `%.*s`", (int)length, text);
        run->wanted[run->count++] = found;
        if (obl_observable_width(found, n, dim) > run->width)
            run->width = obl_observable_width(found, n, dim);
        if (text[length] == '\0')
            return CLI_OK;
        text += length + 1;
    }
}


/* ------------------------------------------------------------- output */

static void print_heading(const simulation *run, FILE *out) {
    char column[96];

    fputs("t", out);
    for (size_t c = 0; c < run->count; c++) {
        const size_t width = obl_observable_width(run->wanted[c],
            run->state->n, run->frame.dim);

        for (size_t k = 0; k < width; k++) {
            obl_observable_column(column, sizeof column, run->wanted[c], k,
                                  run->frame.dim);
            fprintf(out, ",%s", column);
        }
    }
    putc('\n', out);
}


static json_t *number_or_null(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}


/* A JSON row has the names that a CSV heading has. */
static void add_numbers(const simulation *run, json_t *row,
                        const obl_observable *observable,
                        const double *value, size_t width) {
    char column[96];

    for (size_t k = 0; k < width; k++) {
        obl_observable_column(column, sizeof column, observable, k,
                              run->frame.dim);
        json_object_set_new(row, column, number_or_null(value[k]));
    }
}


static int report_row(simulation *run, double t, FILE *out) {
    double *value = calloc(run->width, sizeof *value);
    json_t *row = run->rows != NULL ? json_object() : NULL;

    if (value == NULL)
        return cli_fail(CLI_INTERNAL, NAME, "out of memory");
    if (row != NULL)
        json_object_set_new(row, "t", json_real(t));
    else
        fprintf(out, "%.17g", t);
    for (size_t c = 0; c < run->count; c++) {
        const size_t width = obl_observable_width(run->wanted[c],
            run->state->n, run->frame.dim);

        obl_view_refresh(run->view);
        run->wanted[c]->fill(value, run->view);
        if (row != NULL)
            add_numbers(run, row, run->wanted[c], value, width);
        for (size_t k = 0; row == NULL && k < width; k++)
            isnan(value[k]) ? fputs(",nan", out)
                            : fprintf(out, ",%.17g", value[k]);
    }
    if (row != NULL)
        json_array_append_new(run->rows, row);
    else
        putc('\n', out);
    free(value);
    return CLI_OK;
}


static bool write_json(simulation *run, FILE *out) {
    json_t *report = json_object();

    json_object_set_new(report, "schema", json_integer(OBL_JSON_SCHEMA));
    json_object_set_new(report, "by", json_string(
        run->flow != NULL ? run->flow->name : "descent"));
    json_object_set_new(report, "n", json_integer((json_int_t)run->state->n));
    json_object_set_new(report, "d",
                        json_integer((json_int_t)run->frame.dim));
    json_object_set_new(report, "collapse", number_or_null(run->collapse));
    json_object_set(report, "rows", run->rows);
    const bool written = obl_json_write(out, report);
    json_decref(report);
    return written;
}


/* ---------------------------------------------------------- the run */

/* Moves the state from *t to `until`; *t is how far it came. */
static obl_status move(simulation *run, double *t, double until) {
    uint64_t done = 0;

    if (run->flow != NULL)
        return until > *t
            ? run->flow->run(run->state, t, until, run->tolerance) : OBL_OK;
    const obl_status status = obl_descend(run->state, run->eta,
                                          (uint64_t)(until - *t), &done);
    *t += (double)done;
    return status;
}


static int follow(simulation *run, FILE *out) {
    int status = CLI_OK;
    double t = 0.0;

    if (run->rows == NULL)
        print_heading(run, out);
    for (size_t k = 0; k < run->checkpoints && status == CLI_OK; k++) {
        const obl_status moved = move(run, &t, run->at[k]);

        if (moved == OBL_ZERO_NEURON) {
            run->collapse = t;
            return cli_fail(CLI_OK, NAME, "collapse: a neuron reached 0 at"
                            " t = %.17g", t);
        }
        if (moved != OBL_OK)
            return cli_fail(moved == OBL_NO_MEMORY ? CLI_INTERNAL
                            : CLI_UNEXPECTED, NAME, "stopped at t = %.17g: %s",
                            t, obl_status_text(moved));
        status = report_row(run, run->at[k], out);
    }
    return status;
}


static int write_out(simulation *run, const request *wish) {
    const char *name = wish->out != NULL ? wish->out : "standard output";
    obl_output out;

    if (!obl_output_open(&out, wish->out))
        return cli_fail_errno(NAME, name);
    int status = follow(run, out.file);
    if (run->rows != NULL && !write_json(run, out.file))
        status = cli_worse(status, cli_fail_errno(NAME, name));
    if (status >= CLI_IO)
        obl_output_abandon(&out);
    else if (!obl_output_commit(&out))
        status = cli_worse(status, cli_fail_errno(NAME, name));
    return status;
}


static int read_format(simulation *run, const request *wish) {
    if (wish->format == NULL || strcmp(wish->format, "csv") == 0)
        return CLI_OK;
    if (strcmp(wish->format, "json") != 0)
        return cli_fail(CLI_USAGE, NAME, "--format: csv or json, not `%s`",
                        wish->format);
    run->rows = json_array();
    return CLI_OK;
}


static int simulate(simulation *run, const request *wish) {
    int status = read_format(run, wish);

    if (status == CLI_OK)
        status = read_dynamics(run, wish);
    if (status == CLI_OK)
        status = read_checkpoints(run, wish);
    if (status == CLI_OK)
        status = read_network(run, wish);
    if (status == CLI_OK)
        status = read_observables(run, wish);
    return status == CLI_OK ? write_out(run, wish) : status;
}


static void print_help(void) {
    fputs(HELP, stdout);
    puts("\nflows:");
    for (const obl_flow *const *flow = obl_flows; *flow != NULL; flow++)
        printf("  %-16s%s\n", (*flow)->name, (*flow)->about);
    puts("\nobservables (theta, h, z_norm, norm: a column per neuron;"
         " weights: per weight):");
    for (const obl_observable *entry = obl_observables; entry->name != NULL;
         entry++)
        printf("  %-16s%s\n", entry->name, entry->about);
}


int cmd_simulate(int argc, char **argv) {
    request wish = { 0 };
    simulation run = { .collapse = NAN };
    int status = read_options(&wish, argc, argv);

    if (status == CLI_OK && wish.help)
        print_help();
    else if (status == CLI_OK) {
        cli_end_on_interrupt();
        status = simulate(&run, &wish);
    }
    obl_vectors_free(&run.students);
    obl_view_close(run.view);
    obl_state_free(run.state);
    obl_frame_free(&run.frame);
    free(run.at);
    free(run.wanted);
    json_decref(run.rows);
    return status;
}
