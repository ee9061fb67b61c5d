#include "term_signal.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "cadran/base/alloc.h"
#include "cadran/tui/term.h"

struct term_asked term_asked;

static struct {
	struct termios modes;
	char text[256];
	size_t length;
	char words[4096];
	size_t words_length;
} rescue;

static void note_end(int number)
{
	term_asked.end = number;
}

static void note_stop(int number)
{
	term_asked.stop = number;
}

static void note_continue(int number)
{
	term_asked.carry_on = number;
}

static void note_resize(int number)
{
	term_asked.resize = number;
}

static void crash(int number);

static const struct {
	int number;
	void (*handler)(int);
	bool blocked; /* but for the waiting */
} signals[] = {
	{ SIGHUP, note_end, true },   { SIGTERM, note_end, true },      { SIGINT, note_end, true },
	{ SIGTSTP, note_stop, true }, { SIGCONT, note_continue, true }, { SIGQUIT, crash, false },
	{ SIGABRT, crash, false },    { SIGSEGV, crash, false },        { SIGBUS, crash, false },
	{ SIGFPE, crash, false },     { SIGILL, crash, false },         { SIGTRAP, crash, false },
	{ SIGSYS, crash, false },     { SIGXCPU, note_end, true },      { SIGALRM, note_end, true },
	{ SIGUSR1, note_end, true },  { SIGUSR2, note_end, true },      { SIGWINCH, note_resize, true },
};

static struct {
	struct sigaction before[ARRAY_SIZE(signals)];
	sigset_t mask_before, blocked, waiting;
} state;

static void put(int descriptor, const char *text, size_t length)
{
	/* Where it does not get out, nobody is left to be told. */
	const ssize_t written = write(descriptor, text, length);

	(void)written;
}

void rescue_terminal(void)
{
	put(STDOUT_FILENO, rescue.text, rescue.length);
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &rescue.modes);
}

/* The terminal first, then whoever was to hear of it before: the system, or a sanitizer. */
static void crash(int number)
{
	rescue_terminal();
	put(STDERR_FILENO, rescue.words, rescue.words_length);
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		if (signals[i].number == number)
			(void)sigaction(number, &state.before[i], NULL);
	(void)raise(number);
}

/* A stack that ran over leaves no room for a handler. */
static void provide_stack(void)
{
	static char room[1 << 16];
	const stack_t stack = { .ss_sp = room, .ss_size = sizeof(room) };
	stack_t before;

	if (sigaltstack(NULL, &before) == 0 && before.ss_flags & SS_DISABLE)
		(void)sigaltstack(&stack, NULL);
}

static void fill_masks(void)
{
	(void)sigemptyset(&state.blocked);
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		if (signals[i].blocked)
			(void)sigaddset(&state.blocked, signals[i].number);
	(void)sigprocmask(SIG_BLOCK, &state.blocked, &state.mask_before);
	state.waiting = state.mask_before;
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		(void)sigdelset(&state.waiting, signals[i].number);
}

void signals_take(void)
{
	term_asked = (struct term_asked){ 0 };
	provide_stack();
	fill_masks();
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		struct sigaction action = { .sa_handler = signals[i].handler, .sa_flags = SA_ONSTACK };
		struct sigaction *before = &state.before[i];

		(void)sigemptyset(&action.sa_mask);
		/* Whoever started us may have had reasons to ignore one, as nohup has. */
		if (sigaction(signals[i].number, NULL, before) == 0 && before->sa_handler != SIG_IGN)
			(void)sigaction(signals[i].number, &action, NULL);
	}
}

void signals_give_back(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		(void)sigaction(signals[i].number, &state.before[i], NULL);
	(void)sigprocmask(SIG_SETMASK, &state.mask_before, NULL);
}

void signals_receive(void)
{
	(void)sigprocmask(SIG_SETMASK, &state.waiting, NULL);
	(void)sigprocmask(SIG_BLOCK, &state.blocked, NULL);
}

long long signals_now(void)
{
	struct timespec time;

	(void)clock_gettime(CLOCK_MONOTONIC, &time);
	return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int signals_wait(int descriptor, long long deadline)
{
	const long long left = deadline < 0 ? 0 : deadline - signals_now();
	const struct timespec limit = { .tv_sec = (time_t)(left / 1000), .tv_nsec = (long)(left % 1000) * 1000000 };
	fd_set set;

	if (deadline >= 0 && left <= 0)
		return 0;
	FD_ZERO(&set);
	FD_SET(descriptor, &set);
	return pselect(descriptor + 1, &set, NULL, NULL, deadline < 0 ? NULL : &limit, &state.waiting);
}

void signals_stop(void)
{
	struct sigaction ours, standard = { .sa_handler = SIG_DFL };

	(void)sigemptyset(&standard.sa_mask);
	(void)sigaction(SIGTSTP, &standard, &ours);
	(void)raise(SIGTSTP);
	signals_receive();
	(void)sigaction(SIGTSTP, &ours, NULL);
	term_asked.stop = 0;
}

/* To be called in the new process alone. */
static _Noreturn void become(char *const arguments[])
{
	signals_give_back();
	(void)execv(arguments[0], arguments);
	_exit(127);
}

static void wait_for(pid_t child, int *status)
{
	while (waitpid(child, status, 0) < 0 && errno == EINTR)
		;
}

bool signals_run(char *const arguments[], int *status)
{
	static const struct {
		int number;
		void (*handler)(int);
	} meanwhile[] = { { SIGINT, SIG_IGN }, { SIGQUIT, SIG_IGN }, { SIGTSTP, SIG_DFL } };
	struct sigaction ours[ARRAY_SIZE(meanwhile)];
	sigset_t stops, masked;
	pid_t child;

	for (size_t i = 0; i < ARRAY_SIZE(meanwhile); i++) {
		struct sigaction action = { .sa_handler = meanwhile[i].handler };

		(void)sigemptyset(&action.sa_mask);
		(void)sigaction(meanwhile[i].number, &action, &ours[i]);
	}
	(void)sigemptyset(&stops);
	(void)sigaddset(&stops, SIGTSTP);
	(void)sigprocmask(SIG_UNBLOCK, &stops, &masked);
	child = fork();
	if (child == 0)
		become(arguments);
	if (child > 0)
		wait_for(child, status);
	(void)sigprocmask(SIG_SETMASK, &masked, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(meanwhile); i++) {
		struct sigaction nothing = { .sa_handler = SIG_IGN };

		/* What is pending was meant for the other program, and goes. */
		(void)sigemptyset(&nothing.sa_mask);
		(void)sigaction(meanwhile[i].number, &nothing, NULL);
		(void)sigaction(meanwhile[i].number, &ours[i], NULL);
	}
	return child > 0;
}

void rescue_begin(void)
{
	(void)tcgetattr(STDIN_FILENO, &rescue.modes);
	rescue.length = 0;
}

/* Without the delays, «$<5>», that only curses knows how to make. */
void rescue_add(const char *text)
{
	while (text && *text && rescue.length < sizeof(rescue.text)) {
		const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;

		if (!end)
			rescue.text[rescue.length++] = *text;
		text = end ? end + 1 : text + 1;
	}
}

void term_set_last_words(const char *text)
{
	rescue.words_length = strnlen(text, sizeof(rescue.words));
	memcpy(rescue.words, text, rescue.words_length);
}

int term_signal(void)
{
	return term_asked.end;
}
