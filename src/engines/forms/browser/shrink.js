// Photos of papers, made small enough to send over a weak line and large enough to be read: 2560 pixels are some 220 dots
// per inch over the length of an A4 page.

const LIMIT = 2_000_000;
const GOOD_AS_IT_IS = 1_500_000;
const STEPS = [
  [2560, 0.82],
  [2560, 0.7],
  [2048, 0.68],
  [1600, 0.62],
];

/** The picture upright, as its EXIF says (createImageBitmap turns it); undefined when this browser cannot read it. */
const read = file => createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined);

const jpegOf = (canvas, quality) => new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', quality));

async function drawn(picture, [side, quality]) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d', { alpha: false });
  // Paper is white where a picture is clear.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await jpegOf(canvas, quality);
  return blob && { blob, width: canvas.width, height: canvas.height };
}

/**
 * A photo as an upright JPEG of at most some 2 MB.
 * @param {Blob} file
 * @returns {Promise<{ blob: Blob, width: number, height: number } | undefined>} undefined when this browser cannot read it
 */
export async function asJpeg(file) {
  const picture = await read(file);
  if (!picture) return undefined;
  try {
    let made;
    for (const step of STEPS) {
      made = (await drawn(picture, step)) ?? made;
      if (made && made.blob.size <= LIMIT) break;
    }
    return made;
  } finally {
    picture.close();
  }
}

/**
 * The photo itself where it is small already or cannot be read here (the server will say), else a smaller JPEG under its name.
 * @param {File} file
 * @returns {Promise<File>}
 */
export async function shrink(file) {
  if (file.size <= GOOD_AS_IT_IS && /^image\/(jpeg|png)$/.test(file.type)) return file;
  const made = await asJpeg(file);
  const taken = /^image\/(jpeg|png)$/.test(file.type);
  if (!made || (taken && made.blob.size >= file.size)) return file;
  const name = `${file.name.replace(/\.\w+$/, '')}.jpg`;
  return new File([made.blob], name, { type: 'image/jpeg', lastModified: file.lastModified });
}
