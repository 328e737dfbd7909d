// A kiosk: prints the number that was just given, and is as if nobody had been there once nobody touches it.
const frame = document.querySelector('[data-idle]');
const lost = document.querySelector('[data-lost]');
const RETRY = 5_000;
const idle = Number(frame.dataset.idle) * 1_000;
let timer;

/** Goes to the beginning, where the program can be had: an error page of the browser would stay on the glass. */
async function goHome() {
  try {
    const answer = await fetch('/livez', { cache: 'no-store' });
    if (!answer.ok) throw new Error(String(answer.status));
    location.replace(frame.dataset.home);
  } catch {
    lost.hidden = false;
    timer = setTimeout(goHome, RETRY);
  }
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(goHome, idle);
}

for (const touch of ['pointerdown', 'keydown', 'focusin']) document.addEventListener(touch, wait);
wait();
// Stands still until the printer has it; with a browser that prints without asking, not at all.
if (document.querySelector('[data-print-now]')) window.print();
