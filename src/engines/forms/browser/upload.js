// Sends the files that were chosen in a file field, in pieces (tus), and says in words how far it is. Whatever goes wrong, the
// plain form is still there: the field keeps its files until this has them in hand.

const WORDS = __WORDS__;
const PIECE = 2 * 1_048_576;
// Some minutes in all; then the person decides. A line that is gone is waited for besides.
const RETRIES = [500, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000, 60_000];
const DAY_MS = 86_400_000;
const KEY = 'fs-tep:';

const say = (key, values = {}) => WORDS[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const size = bytes => {
  const [n, unit] = bytes < 1_048_576 ? [bytes / 1_024, 'KB'] : [bytes / 1_048_576, 'MB'];
  return `${n.toLocaleString(__LANG__, { maximumFractionDigits: n < 10 ? 1 : 0 })} ${unit}`;
};
const isPhoto = file => file.type.startsWith('image/');

const make = (tag, props, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};
function button(words, press) {
  const made = make('button', { type: 'button', className: 'btn alt', textContent: words, onclick: press });
  made.style.margin = '.5rem .5rem 0 0';
  return made;
}

// Where an upload lies that was cut, so that choosing the same file again goes on with it, also after the page was closed. Neither name
// nor content is kept: on a computer that many use, the next one learns nothing.
const memory = {
  findAllUploads: async () => [],
  tidy: () => {
    for (const key of Object.keys(localStorage).filter(k => k.startsWith(KEY)))
      if (Date.now() - JSON.parse(localStorage.getItem(key)).at > DAY_MS) localStorage.removeItem(key);
  },
  findUploadsByFingerprint: async print => {
    const kept = JSON.parse(localStorage.getItem(KEY + print) ?? 'null');
    if (!kept || Date.now() - kept.at > DAY_MS) return [];
    return [{ urlStorageKey: KEY + print, uploadUrl: kept.url, size: null, metadata: {}, creationTime: '' }];
  },
  removeUpload: async key => localStorage.removeItem(key),
  addUpload: async (print, { uploadUrl }) => {
    localStorage.setItem(KEY + print, JSON.stringify({ url: uploadUrl, at: Date.now() }));
    return KEY + print;
  },
};

async function printOf(...facts) {
  // Without a secure context there is no digest: then nothing is remembered beyond the page.
  if (!crypto.subtle) return null;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(facts.join('\n')));
  return Array.from(new Uint8Array(digest).slice(0, 16), b => b.toString(16).padStart(2, '0')).join('');
}

const desks = new WeakMap();

/** What stands below a field: its files, one paragraph each, and what a screen reader is told. */
function deskOf(input) {
  if (desks.has(input)) return desks.get(input);
  const list = make('div', {});
  list.style.marginTop = '.5rem';
  const status = make('p', { className: 'vh', role: 'status' });
  input.after(list, status);
  const desk = {
    input,
    list,
    items: new Set(),
    open: new Set(),
    tell: words => (status.textContent = words),
  };
  desks.set(input, desk);
  input.form.addEventListener('submit', event => holdBack(event, input.form, desk));
  return desk;
}

/** A form that is sent while a file is under way waits for it. Photos about which nothing was said yet go as one paper. */
async function holdBack(event, form, desk) {
  if (event.defaultPrevented) return;
  for (const join of desk.open) join();
  const busy = [...desk.items].filter(item => item.busy);
  if (!busy.length) return;
  event.preventDefault();
  const { submitter } = event;
  const words = make('p', { className: 'hint', textContent: say('save-later') });
  desk.list.append(words);
  desk.tell(words.textContent);
  await Promise.allSettled(busy.map(item => item.ended));
  words.remove();
  // A file that was refused, or could not be sent, is looked at first.
  if (busy.every(item => item.fine)) form.requestSubmit(submitter);
}

/**
 * Takes over the files of a field.
 * @param {HTMLInputElement} input
 */
export default async function take(input) {
  if (!input.files.length) return;
  // While this loads the field keeps its files; should it fail, the form sends them.
  await import(__TUS__);
  memory.tidy();
  const files = [...input.files];
  if (!files.length) return;
  input.value = '';
  input.removeAttribute('data-has');
  const desk = deskOf(input);
  const most = Number(input.dataset.most);
  const photos = files.every(isPhoto);
  if (files.length === 1) return start(desk, files);
  if (photos && most > 1) return askAboutPhotos(desk, files);
  if (photos) return start(desk, files);
  if (most === 1) return complain(desk, say('one-only'));
  for (const file of files) start(desk, [file]);
}

function complain(desk, words) {
  const line = make('p', { className: 'msg', textContent: words });
  desk.list.append(line);
  desk.tell(words);
  desk.input.addEventListener('change', () => line.remove(), { once: true });
}

function askAboutPhotos(desk, files) {
  const count = files.length;
  const asked = make('p', {}, make('span', { textContent: say('many-photos', { count }) }), ' ');
  const answer = work => () => {
    desk.open.delete(join);
    asked.remove();
    work();
  };
  const join = answer(() => start(desk, files));
  desk.open.add(join);
  const combine = button(say('combine', { count }), join);
  const separate = button(
    say('separate', { count }),
    answer(() => {
      for (const file of files) start(desk, [file]);
    }),
  );
  asked.append(combine, ' ', separate);
  desk.list.append(asked);
  desk.tell(say('many-photos', { count }));
  combine.focus();
}

/** What is sent: one file as it is or shrunk, several photos as one PDF. */
async function preparedOf(files, tell) {
  if (files.length === 1) {
    const [file] = files;
    if (!isPhoto(file)) return file;
    const { shrink } = await import(__SHRINK__);
    const small = await shrink(file);
    if (small !== file)
      tell(say('shrunk', { name: file.name, before: size(file.size), after: size(small.size) }));
    return small;
  }
  const [{ asJpeg }, { jpegPdf }] = await Promise.all([import(__SHRINK__), import(__PDF__)]);
  const pages = [];
  for (const file of files) {
    const page = await asJpeg(file);
    // A picture that this browser cannot read goes as it is, to be refused in words.
    if (!page) return file;
    pages.push({ ...page, bytes: new Uint8Array(await page.blob.arrayBuffer()) });
  }
  return new File([jpegPdf(pages)], nameOf(files), { type: 'application/pdf' });
}

const bare = name => name.replace(/\.\w+$/, '');
const nameOf = files => {
  if (files.length === 1) return files[0].name;
  return say('combined-name', { name: bare(files[0].name), more: files.length - 1 });
};

/** Prepares and sends files as one, below their field. `before`: what it takes the place of. */
async function start(desk, files, before) {
  const name = nameOf(files);
  const text = make('span', { textContent: say('preparing', { name }) });
  const line = make('p', { className: 'kept' }, text, ' ');
  if (before) before.line.replaceWith(line);
  else desk.list.append(line);
  const item = { line, busy: true, fine: false, cut: false };
  item.ended = new Promise(resolve => (item.end = resolve));
  desk.items.add(item);
  const show = (words, ...buttons) => {
    text.textContent = words;
    // Below the words, however short they are: beside them a button reads as a part of the sentence.
    const acts = make('span', {}, ...buttons);
    acts.style.display = 'block';
    line.replaceChildren(text, ' ', acts);
  };
  const finish = fine => {
    Object.assign(item, { busy: false, fine });
    item.end();
  };
  const shrunk = [];
  const file = await preparedOf(files, words => shrunk.push(words)).catch(() => files[0]);
  const all = size(file.size);
  let announced = 0;
  let wasAt = 0;

  const online = new AbortController();
  const goOn = async () => {
    if (!item.cut) return;
    item.cut = false;
    if (!item.busy)
      Object.assign(item, { busy: true, fine: false, ended: new Promise(resolve => (item.end = resolve)) });
    await upload.abort().catch(() => undefined);
    upload.start();
  };
  const refused = words => {
    show(
      words,
      button(say('remove', { name }), () => gone(say('removed', { name }))),
    );
    line.className = 'msg';
    desk.tell(words);
    finish(false);
  };
  /** It is as if it had never been chosen; the keyboard is led back to the field. */
  const gone = words => {
    online.abort();
    item.mark?.remove();
    line.remove();
    desk.items.delete(item);
    desk.tell(words);
    desk.input.focus();
    finish(true);
  };
  const stop = words => async () => {
    await upload.abort(true).catch(() => undefined);
    gone(words);
  };
  const cancel = button(say('cancel', { name }), stop(say('stopped', { name })));

  const upload = new tus.Upload(file, {
    endpoint: '/tep',
    chunkSize: PIECE,
    retryDelays: RETRIES,
    headers: { 'x-csrf-token': desk.input.form.elements._csrf.value },
    metadata: { place: location.pathname, field: desk.input.name, filename: file.name },
    urlStorage: memory,
    removeFingerprintOnSuccess: true,
    fingerprint: () =>
      printOf(location.pathname, desk.input.name, ...files.flatMap(f => [f.name, f.size, f.lastModified])),
    onShouldRetry: error => {
      const status = error.originalResponse?.getStatus() ?? 0;
      const again = status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
      if (again) {
        item.cut = true;
        show(say('waiting', { name, done: size(wasAt), all }), cancel);
        desk.tell(text.textContent);
      }
      return again;
    },
    onProgress: (done, total) => {
      item.cut = false;
      wasAt = done;
      if (done === total) return show(say('checking', { name }), cancel);
      const percent = Math.floor((done / total) * 100);
      show(say('sending', { name, done: size(done), all, percent }), cancel);
      // Told four times, not at every piece: a voice that never stops is not listened to.
      if (percent >= announced + 25) {
        announced = percent - (percent % 25);
        desk.tell(text.textContent);
      }
    },
    onError: error => {
      const status = error.originalResponse?.getStatus() ?? 0;
      const refusal = status >= 400 && status < 500 ? wordsIn(error.originalResponse) : undefined;
      if (status === 401) return refused(say('signed-out', { name }));
      if (refusal) return refused(say('refused', { name, ...refusal }));
      item.cut = true;
      const again = button(say('again', { name }), goOn);
      show(say('failed', { name, done: size(wasAt), all }), again, ' ', cancel);
      desk.tell(text.textContent);
      finish(false);
    },
    onSuccess: () => {
      item.mark = make('input', { type: 'hidden', name: '_tep', value: upload.url.split('/').at(-1) });
      const buttons = [button(say('remove', { name }), stop(say('removed', { name })))];
      if (files.every(isPhoto)) buttons.unshift(addPage(desk, files, item, upload), ' ');
      show([...shrunk, say('done', { name, all })].join('. '), ...buttons);
      desk.list.append(item.mark);
      online.abort();
      desk.tell(text.textContent);
      finish(true);
      before?.mark.remove();
      before?.forget();
    },
  });
  // What waits for the line need not wait for the clock.
  addEventListener('online', goOn, { signal: online.signal });
  show(say('sending', { name, done: size(0), all, percent: 0 }), cancel);
  desk.tell(say('begun', { name, all }));
  const [earlier] = await upload.findPreviousUploads();
  if (earlier) upload.resumeFromPreviousUpload(earlier);
  upload.start();
}

/** One more photo for the same paper: a telephone takes one at a time. */
function addPage(desk, files, item, upload) {
  const more = make('input', { type: 'file', accept: 'image/*', multiple: true, hidden: true });
  more.onchange = () => {
    const chosen = [...more.files].filter(isPhoto);
    if (!chosen.length) return;
    const forget = () => upload.abort(true).catch(() => undefined);
    desk.items.delete(item);
    // The file of before stays until the new one is through.
    start(desk, [...files, ...chosen], { line: item.line, mark: item.mark, forget });
  };
  return make(
    'span',
    {},
    button(say('add-page', { name: nameOf(files) }), () => more.click()),
    more,
  );
}

function wordsIn(response) {
  try {
    const words = JSON.parse(response.getBody());
    return typeof words.todo === 'string' ? words : undefined;
  } catch {
    return undefined;
  }
}
