// A frame to sign in, with a finger, a pen or a mouse. What is drawn goes with the form as a picture; nothing leaves the page before.

const WIDTH = 600;
const HEIGHT = 200;

for (const part of document.querySelectorAll('[data-pad]')) {
  const canvas = part.querySelector('canvas');
  const field = part.querySelector('input[type=hidden]');
  const pen = canvas.getContext('2d');
  const blank = () => {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, WIDTH, HEIGHT);
  };
  Object.assign(canvas, { width: WIDTH, height: HEIGHT });
  Object.assign(pen, { lineWidth: 3, lineCap: 'round', lineJoin: 'round', strokeStyle: '#1c1b2e' });
  blank();
  // What was drawn before the page came again with something to mend.
  if (field.value) {
    const before = new Image();
    before.onload = () => pen.drawImage(before, 0, 0);
    before.src = field.value;
  }
  const at = event => {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * WIDTH,
      ((event.clientY - box.top) / box.height) * HEIGHT,
    ];
  };
  canvas.onpointerdown = event => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
    canvas.onpointermove = move => {
      pen.lineTo(...at(move));
      pen.stroke();
    };
    event.preventDefault();
  };
  canvas.onpointerup = canvas.onpointercancel = () => {
    if (canvas.onpointermove) field.value = canvas.toDataURL('image/png');
    canvas.onpointermove = null;
  };
  part.querySelector('button').onclick = () => {
    blank();
    field.value = '';
    canvas.onpointermove = null;
  };
  part.hidden = false;
}
