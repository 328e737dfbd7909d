// Keeps the desk of a clerk as things are now: how many wait, and that there is somebody to call. What is half done is left alone:
// the page is asked for anew only when something else can be done at the desk.
import { keepNew } from './renew.js';

const desk = document.querySelector('[data-from]');
const state = document.querySelector('[data-part="desk"]');

keepNew(desk.dataset.from, {
  before: () => state.dataset.state,
  after(was) {
    if (state.dataset.state !== was) location.reload();
  },
});
