// Keeps the number on a telephone as things are now, and says in the title of the page, and by shaking, when it is called.
import { keepNew } from './renew.js';

const from = document.querySelector('[data-from]').dataset.from;
const title = document.title;
const now = document.querySelector('[data-state]');

keepNew(from, {
  before: () => now.dataset.state,
  after(was) {
    const called = now.dataset.state === 'called';
    document.title = called ? now.innerText : title;
    if (called && was !== 'called') navigator.vibrate?.([300, 200, 300, 200, 300]);
  },
});
