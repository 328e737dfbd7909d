// Asks how far a bulk act is, writes beside each step what came of it, and shows the page anew when it has ended.

const EVERY_MS = 1500;
const place = document.querySelector('[data-progress]');

async function ask() {
  try {
    const answer = await fetch(place.dataset.progress, { headers: { accept: 'application/json' } });
    if (answer.ok) {
      const { ended, done, all, words, came } = await answer.json();
      if (ended) return location.reload();
      const bar = place.querySelector('progress');
      bar.max = all;
      bar.value = done;
      place.querySelector('[role=status]').textContent = words;
      for (const row of document.querySelectorAll('[data-came]')) {
        const html = came[row.dataset.came];
        if (!html) continue;
        row.innerHTML = html;
        delete row.dataset.came;
      }
    }
  } catch {
    // Without a network it is asked again later; the link on the page asks too.
  }
  setTimeout(ask, EVERY_MS);
}

if (place) setTimeout(ask, EVERY_MS);
