// Keeps a page as things are now: asks for it anew whenever it is told that something has changed, once a minute, and after the
// network was away. Each `data-part` is taken over; what is the same is not touched.

const MINUTE = 60_000;
const RETRY = 5_000;

// The hour of the hall, whatever the screen's own computer takes for its zone.
const clock = () =>
  new Intl.DateTimeFormat('vi-VN', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Ho_Chi_Minh',
  }).format(new Date());

/** Asks for the page as it is now. Throws where it cannot be had. */
async function take() {
  const answer = await fetch(location.href, { cache: 'no-store' });
  if (!answer.ok) throw new Error(String(answer.status));
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-part]')) {
    const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!next) continue;
    if (next.dataset.state) part.dataset.state = next.dataset.state;
    if (next.innerHTML !== part.innerHTML) part.replaceChildren(...next.childNodes);
  }
}

/**
 * Begins. `from` is the address of the events; `before` is called ahead of each look and its answer handed to `after`, once the page is
 * as things are now. While the network is away `[data-lost]` says so, and since when in `[data-since]`.
 */
export function keepNew(from, { before = () => undefined, after = () => undefined } = {}) {
  const lost = document.querySelector('[data-lost]');
  let soon;

  function away() {
    if (lost?.hidden) {
      lost.hidden = false;
      const since = lost.querySelector('[data-since]');
      if (since) since.textContent = clock();
    }
    clearTimeout(soon);
    soon = setTimeout(look, RETRY);
  }

  async function look() {
    const was = before();
    try {
      await take();
    } catch {
      away();
      return;
    }
    if (lost) lost.hidden = true;
    after(was);
  }

  let source;
  function listen() {
    source = new EventSource(from);
    source.addEventListener('changed', look);
    source.addEventListener('error', () => {
      // Whether the page still can be had says whether the network is away, or only the events are.
      look();
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, MINUTE / 2);
    });
  }

  setInterval(look, MINUTE);
  listen();
}
