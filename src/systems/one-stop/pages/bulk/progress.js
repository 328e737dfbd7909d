// Asks how far a bulk act is, and shows the page anew when it has ended.

const EVERY_MS = 1500;
const place = document.querySelector('[data-progress]');

async function ask() {
  try {
    const answer = await fetch(place.dataset.progress, { headers: { accept: 'application/json' } });
    if (answer.ok) {
      const { ended, done, all, words } = await answer.json();
      if (ended) return location.reload();
      const bar = place.querySelector('progress');
      bar.max = all;
      bar.value = done;
      place.querySelector('[role=status]').textContent = words;
    }
  } catch {
    // Without a network it is asked again later; the link on the page asks too.
  }
  setTimeout(ask, EVERY_MS);
}

if (place) setTimeout(ask, EVERY_MS);
