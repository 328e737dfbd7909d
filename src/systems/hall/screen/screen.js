// Keeps the screen of a hall as things are now, and says the numbers where somebody has asked for it and the browser has a voice.
// Without script the page is asked for anew by itself.
const tools = document.querySelector('[data-from]');
const voice = document.querySelector('[data-voice]');
const MINUTE = 60_000;
const RETRY = 10_000;

const calls = () => new Set([...document.querySelectorAll('[data-call]')].map(e => e.dataset.call));

function say(words) {
  const speech = new SpeechSynthesisUtterance(words);
  speech.lang = 'vi-VN';
  window.speechSynthesis.speak(speech);
}

/** Asks for the page as it is now and takes its parts over; what is the same is not touched. */
async function look() {
  const answer = await fetch(location.href, { cache: 'no-store' });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const before = calls();
  for (const part of document.querySelectorAll('[data-part]')) {
    const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (next && next.innerHTML !== part.innerHTML) part.replaceChildren(...next.childNodes);
  }
  if (voice.getAttribute('aria-pressed') !== 'true') return;
  for (const call of [...document.querySelectorAll('[data-call]')].reverse())
    if (!before.has(call.dataset.call)) say(call.dataset.say);
}

// The network may be away for a while: the screen keeps what it has, and looks again.
const tryLook = () => look().catch(() => undefined);

let source;
function listen() {
  source = new EventSource(tools.dataset.from);
  source.addEventListener('changed', tryLook);
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, RETRY);
  });
}

if ('speechSynthesis' in window) {
  voice.hidden = false;
  voice.addEventListener('click', () => {
    const on = voice.getAttribute('aria-pressed') !== 'true';
    voice.setAttribute('aria-pressed', String(on));
  });
}
setInterval(tryLook, MINUTE);
listen();
