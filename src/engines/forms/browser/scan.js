// Reads the QR code on a citizen card with the camera and sends it with the form, which fills its fields. The picture leaves the device
// never; the decoder is the browser's own where it has one, else one of ours, loaded now.

const WORDS = __WORDS__;
const EVERY_MS = 150;
// `number|old number|name…`: anything else that the camera sees is some other code.
const CARD = /^\s*(\][A-Za-z]\d)?\d{12}\|/;

const make = (tag, props, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

/** A function that looks for a code in the picture of a video and gives its text, or undefined. */
async function decoder() {
  if ('BarcodeDetector' in globalThis) {
    const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
    if (formats.includes('qr_code')) {
      const detector = new BarcodeDetector({ formats: ['qr_code'] });
      return async video => (await detector.detect(video))[0]?.rawValue;
    }
  }
  await import(__JSQR__);
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return async video => {
    const scale = Math.min(1, 1_280 / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(data, width, height, { inversionAttempts: 'dontInvert' })?.data;
  };
}

const wordsFor = error =>
  WORDS[
    { NotAllowedError: 'not-allowed', NotFoundError: 'no-camera', OverconstrainedError: 'no-camera' }[
      error.name
    ] ?? 'no-picture'
  ];

/**
 * Opens the camera below the button.
 * @param {HTMLButtonElement} button
 */
export default async function scan(button) {
  if (button.dataset.open) return;
  button.dataset.open = '1';
  const status = make('p', { className: 'hint', role: 'status', textContent: WORDS.starting });
  const video = make('video', { muted: true, playsInline: true });
  video.setAttribute('aria-label', WORDS.picture);
  Object.assign(video.style, { width: '100%', maxWidth: '30rem', display: 'block' });
  const stop = make('button', { type: 'button', className: 'btn alt', textContent: WORDS.stop });
  const part = make('div', {}, status, video, stop);
  button.closest('p').after(part);
  let stream;
  const end = words => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    delete button.dataset.open;
    video.remove();
    stop.remove();
    if (words) {
      status.textContent = words;
      button.addEventListener('click', () => part.remove(), { once: true });
    } else part.remove();
  };
  stop.onclick = () => {
    end();
    button.focus();
  };
  part.onkeydown = event => event.key === 'Escape' && stop.onclick();
  stop.focus();
  try {
    if (!navigator.mediaDevices) throw new DOMException('', 'NotFoundError');
    const [found, look] = await Promise.all([
      navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1_920 }, height: { ideal: 1_080 } },
      }),
      decoder(),
    ]);
    stream = found;
    // Stopped while the browser was asking for leave.
    if (!part.isConnected) return end();
    video.srcObject = stream;
    await video.play();
    status.textContent = WORDS.aim;
    while (stream) {
      const text = video.videoWidth ? await look(video).catch(() => undefined) : undefined;
      if (stream && text && CARD.test(text)) {
        const { form } = button;
        form.elements._card.value = text;
        end(WORDS.found);
        form.requestSubmit(form.querySelector('[name=_quet]'));
        return;
      }
      if (text) status.textContent = WORDS.other;
      await new Promise(resolve => setTimeout(resolve, EVERY_MS));
    }
  } catch (error) {
    end(wordsFor(error));
    button.focus();
  }
}
