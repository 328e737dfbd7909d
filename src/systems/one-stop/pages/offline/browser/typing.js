// What is typed into a field that was not left yet: kept within a second of the first key, and at once when the page goes out of sight.

const SOON = 1000;

let due;

/** Keeps what is being typed by `keep`, soon. */
export function keepSoon(keep) {
  if (due) due.keep = keep;
  else due = { keep, timer: setTimeout(keepNow, SOON) };
}

/** What was to be kept by itself is kept already, or is not to be. */
export function keepNoMore() {
  clearTimeout(due?.timer);
  due = undefined;
}

/** Keeps now what was to be kept soon. */
export function keepNow() {
  const keep = due?.keep;
  keepNoMore();
  keep?.();
}

// A telephone ends a page that is out of sight without asking it again.
addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && keepNow());
addEventListener('pagehide', keepNow);
