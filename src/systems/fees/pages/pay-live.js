// Asks now and then whether the money has come, while the page is looked at, and shows the page anew when it has.
const EVERY_MS = 4000;
const LONGEST_MS = 30 * 60_000;

const status = document.querySelector('[data-pay]');
const began = Date.now();

async function look() {
  if (Date.now() - began > LONGEST_MS) return;
  if (!document.hidden) {
    try {
      const answer = await fetch(status.dataset.pay, { headers: { accept: 'application/json' } });
      if (answer.ok && String((await answer.json()).left) !== status.dataset.left) {
        location.reload();
        return;
      }
    } catch {
      // A line that is cut comes back; until then the page stays as it is.
    }
  }
  setTimeout(look, EVERY_MS);
}

if (status) {
  status.hidden = false;
  setTimeout(look, EVERY_MS);
}
