// The keys that a page shows beside its buttons and fields: F2, F8, F9 … They type nothing, so they may be pressed in a field too.

const FUNCTION_KEY = /^F\d{1,2}$/;

addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat) return;
  if (!FUNCTION_KEY.test(event.key)) return;
  const target = document.querySelector(`[data-key="${event.key}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches('input, select, textarea')) {
    target.focus();
    target.select?.();
  } else if (target.hash) {
    // A way to a part of this page: to what can be done there first.
    document
      .querySelector(
        `${target.hash} :is(a[href], button, summary, input:not([type=hidden]), select, textarea)`,
      )
      ?.focus();
  } else target.click();
});

// Of several fields that are scanned one after another the next has the cursor; after the last, the button.
addEventListener('keydown', event => {
  if (event.key !== 'Enter' || !event.target.matches?.('input[data-scan]')) return;
  event.preventDefault();
  const fields = [...event.target.form.querySelectorAll('input[data-scan]')];
  const next = fields[fields.indexOf(event.target) + 1] ?? event.target.form.querySelector('button.btn');
  next?.focus();
  next?.select?.();
});

// What stands already in the field that has the cursor is typed over, as in a field that was reached by Tab; not what was typed since.
requestAnimationFrame(() => {
  const field = document.activeElement;
  if (field?.matches('input[autofocus]') && field.value === field.defaultValue) field.select();
});

// A slip is printed from where it lies: the browser's window for printing opens over the page, and nobody has to come back.
const frame = document.querySelector('iframe[data-slip]');

function print() {
  frame.onload = () => {
    frame.contentWindow.print();
    // The window for printing took the cursor; the next thing to do has it again.
    document.querySelector('[autofocus]')?.focus();
  };
  frame.src = frame.dataset.slip;
}

if (frame) {
  document.querySelector('[data-print]')?.addEventListener('click', event => {
    event.preventDefault();
    print();
  });
  // Straight after it was received, once: loaded again, the page does not print again.
  if (new URLSearchParams(location.search).get('in') === '1') {
    history.replaceState(null, '', location.pathname);
    print();
  }
}
