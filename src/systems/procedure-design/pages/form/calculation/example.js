// Shows anew what a worked-out answer gives, while somebody chooses how it is worked out.

const AFTER_MS = 400;
const place = document.querySelector('[data-example]');
const form = place?.closest('form');
let timer;
let asked = 0;

async function ask() {
  const mine = ++asked;
  const body = new URLSearchParams(new FormData(form));
  body.set('viec', place.dataset.example);
  try {
    const answer = await fetch(form.action, { method: 'POST', body });
    if (!answer.ok || mine !== asked) return;
    const { lines } = await answer.json();
    place.replaceChildren(
      ...lines.map(line => {
        const p = document.createElement('p');
        p.textContent = line;
        return p;
      }),
    );
  } catch {
    // Without a network the last example stays; the button asks too.
  }
}

form?.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(ask, AFTER_MS);
});
