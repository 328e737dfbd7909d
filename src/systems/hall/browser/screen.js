// Keeps the screen of a hall as things are now, and calls the numbers where somebody has asked for it: a chime, then the words
// where the browser has a voice. Without script the page is asked for anew by itself.
import { keepNew } from './renew.js';

const tools = document.querySelector('[data-from]');
const voice = document.querySelector('[data-voice]');
const KEPT = 'hall-voice';
let audio;

/** Two tones, the second lower, as halls have them. */
function chime() {
  for (const [i, pitch] of [880, 660].entries()) {
    const tone = audio.createOscillator();
    const level = audio.createGain();
    const at = audio.currentTime + i * 0.35;
    tone.frequency.value = pitch;
    level.gain.setValueAtTime(0.0001, at);
    level.gain.exponentialRampToValueAtTime(0.6, at + 0.03);
    level.gain.exponentialRampToValueAtTime(0.0001, at + 0.6);
    tone.connect(level).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.65);
  }
}

function say(words) {
  if (!('speechSynthesis' in window)) return;
  const speech = new SpeechSynthesisUtterance(words);
  speech.lang = 'vi-VN';
  speech.rate = 0.9;
  window.speechSynthesis.speak(speech);
}

const isOn = () => voice.getAttribute('aria-pressed') === 'true';

const calls = () => new Set([...document.querySelectorAll('[data-call]')].map(e => e.dataset.call));

function callNew(before) {
  const fresh = [...document.querySelectorAll('[data-call]')].filter(e => !before.has(e.dataset.call));
  if (fresh.length === 0 || !isOn()) return;
  chime();
  setTimeout(() => {
    // The oldest call first.
    for (const call of fresh.reverse()) say(call.dataset.say);
  }, 1_000);
}

// Browsers let a page be heard only after somebody has touched it.
if ('AudioContext' in window) {
  voice.hidden = false;
  voice.addEventListener('click', () => {
    const on = !isOn();
    voice.setAttribute('aria-pressed', String(on));
    localStorage.setItem(KEPT, String(on));
    audio ??= new AudioContext();
    audio.resume();
    if (on) chime();
  });
  // After a power cut nobody presses it again: where the browser lets the page be heard by itself, it goes on.
  if (localStorage.getItem(KEPT) === 'true') {
    audio = new AudioContext();
    if (audio.state === 'running') voice.setAttribute('aria-pressed', 'true');
  }
}
keepNew(tools.dataset.from, { before: calls, after: callNew });
