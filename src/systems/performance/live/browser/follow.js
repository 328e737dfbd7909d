// Keeps the numbers of a page as they are now. Without it the page says of what moment they are, and can be loaded again.
import { changesOf } from './changes.js';

const foot = document.querySelector('[data-live-from]');

/** @param {string} words one of the sentences that the page brought with it */
function say(words, time = '') {
  const text = foot.dataset[words].replace('{time}', time);
  const place = foot.querySelector('span');
  if (place.textContent !== text) place.textContent = text;
}

function draw(cell, value) {
  cell.textContent = value;
  if ('red' in cell.dataset)
    for (const name of ['st', 'late']) cell.classList.toggle(name, /[1-9]/.test(value));
  cell.classList.remove('changed');
  // Read, so that the browser begins the movement anew.
  void cell.offsetWidth;
  cell.classList.add('changed');
}

function begin() {
  const cells = new Map([...document.querySelectorAll('[data-live]')].map(cell => [cell.dataset.live, cell]));
  const shown = () => Object.fromEntries([...cells].map(([key, cell]) => [key, cell.textContent]));
  const source = new EventSource(foot.dataset.liveFrom);
  source.addEventListener('figures', message => {
    const { at, values } = JSON.parse(message.data);
    const { changes, unknown } = changesOf(shown(), values);
    for (const [key, value] of changes) draw(cells.get(key), value);
    say(unknown ? 'more' : 'following', at);
  });
  source.addEventListener('over', message => {
    source.close();
    say(JSON.parse(message.data).why === 'session' ? 'ended' : 'elsewhere');
  });
  source.addEventListener('error', () =>
    say(source.readyState === EventSource.CLOSED ? 'stopped' : 'broken'),
  );
}

if (foot) begin();
