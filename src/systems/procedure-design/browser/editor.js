import { createActs } from './acts.js';
import { applyChanges } from './apply-changes.js';
import { arrange } from './arrange.js';
import { createChecking } from './checking.js';
import { translator } from './dom.js';
import { elementList, titleOf, typeName } from './elements.js';
import { chooseFile, printDrawing, saveAs } from './files.js';
import { fitIn, READABLE } from './fit.js';
import { hasDrawing } from './has-drawing.js';
import { createModeler } from './modeler.js';
import { fieldsOf } from './panel/fields.js';
import { sends } from './panel/messages.js';
import { createPanel } from './panel/panel.js';
import { createSaving } from './saving.js';
import { ask } from './server.js';
import { aroundOf, knownIn, sayable } from './surroundings.js';

/**
 * Makes the drawing of the page editable.
 * @param {HTMLElement} root holds the configuration, the source, and the places of the parts
 * @param {{ words: Record<string, string>, said: Record<string, string>, namespace: object }} facts
 */
export async function startEditor(root, { words, said, namespace }) {
  const t = translator(words);
  const config = JSON.parse(root.dataset.draw);
  const part = name => root.querySelector(`[data-part="${name}"]`);
  const source = part('source').value;
  const known = new Set(config.inForce);
  const isInForce = id => known.has(id);
  const showPlain = shown => {
    root.hidden = shown;
    for (const e of document.querySelectorAll('[data-plain]')) e.hidden = !shown;
  };

  showPlain(false);
  const modeler = createModeler(part('canvas'), {
    namespace,
    t,
    said,
    isInForce,
    openPanel: () => panel.focus(),
  });
  const [selection, stack, registry, canvas, eventBus] = [
    'selection',
    'commandStack',
    'elementRegistry',
    'canvas',
    'eventBus',
  ].map(name => modeler.get(name));
  const xmlNow = async () => (await modeler.saveXML({ format: true })).xml;

  /** The one that is chosen; else the process, which in a drawing of pools is that of the first pool. */
  const chosen = () => {
    const [one, ...others] = selection.get();
    if (one && !others.length) return one.labelTarget ?? one;
    const top = canvas.getRootElement();
    if (top.type !== 'bpmn:Collaboration') return top;
    return registry.find(e => e.type === 'bpmn:Participant' && e.businessObject.get('processRef')) ?? top;
  };

  const checking = createChecking({
    modeler,
    list: part('problems'),
    heading: part('found'),
    config,
    t,
    changed: what => {
      draw();
      if (what === 'chosen') panel.focus();
    },
  });
  const list = elementList(modeler, t);
  const acts = createActs({ modeler, t, chosen, focus: () => panel.focus() });
  const panel = createPanel(part('panel'), t, {
    top: list.node,
    acts: acts.node,
    look() {
      const element = chosen();
      const bo = element.businessObject;
      return {
        of: element.id,
        title: titleOf(element, t),
        about: typeName(bo, t),
        fields: fieldsOf(bo, { ...aroundOf(modeler, bo, isInForce, t), levels: config.levels }),
        problems: checking.of(element.id),
        known: {
          ...(bo.$type === 'bpmn:SequenceFlow' && { condition: knownIn(modeler, config.fields, t) }),
          ...(sends(bo) && { says: sayable(modeler, config.fields, t) }),
        },
      };
    },
    apply(changes) {
      const before = chosen().id;
      const wrong = applyChanges(modeler, chosen(), changes, t);
      const after = chosen().id;
      if (isInForce(before) && before !== after && changes.some(c => 'id' in c)) {
        const undo = () => {
          stack.undo();
          saving.tell('');
        };
        saving.tell(t('id.was-in-force', { before, after }), ['act.undo', undo]);
      }
      return wrong;
    },
  });

  // While another file is put on the drawing there is neither the old one nor the new one to tell of.
  let opening = false;
  function draw() {
    if (opening) return;
    list.draw(checking.faulty());
    panel.draw();
    acts.draw();
  }

  /** Puts a file on the drawing; false: it cannot be drawn, and what was there is there still. */
  async function open(xml) {
    if (opening || !(await hasDrawing(modeler.get('moddle'), xml))) return false;
    const before = root.dataset.ready && (await xmlNow());
    opening = true;
    try {
      await modeler.importXML(xml);
    } catch {
      if (before) await modeler.importXML(before);
      return false;
    } finally {
      opening = false;
    }
    fitIn(canvas, READABLE);
    draw();
    await checking.check();
    return true;
  }

  const saving = createSaving({
    config,
    t,
    notice: part('notice'),
    status: part('status'),
    source,
    xmlNow,
    open,
  });
  function changed() {
    saving.changed();
    checking.soon();
    draw();
  }

  async function importFile() {
    const text = await chooseFile(part('file'));
    if (text === undefined) return saving.tell(t('import.too-large'));
    const answer = await ask(`${config.check}?ve=1`, text, config.csrf);
    if (!answer.ok) return saving.tell(t(`trouble.${answer.why}`));
    const before = await xmlNow();
    if (!(await open(answer.data.xml)))
      return saving.tell(t('import.unreadable', { problem: answer.data.problems[0]?.words ?? '' }));
    changed();
    const back = async () => {
      await open(before);
      changed();
      saving.tell('');
    };
    return saving.tell(t('import.done'), ['import.back', back]);
  }

  async function arrangeAll() {
    const answer = await ask(`${config.check}?sap-xep=1`, await xmlNow(), config.csrf);
    if (!answer.ok) return saving.tell(t(`trouble.${answer.why}`));
    if (!answer.data.places) return saving.tell(t('arrange.cannot'));
    arrange(modeler, answer.data.places);
    fitIn(canvas, READABLE);
    return saving.tell('');
  }

  const rehearse = () => location.assign(config.rehearse);
  const zoom = by => canvas.zoom(Math.min(4, Math.max(0.2, canvas.zoom() * by)), 'auto');
  const DOES = {
    save: () => saving.save(),
    undo: () => (stack.canUndo() ? stack.undo() : saving.say('state.no-undo')),
    redo: () => (stack.canRedo() ? stack.redo() : saving.say('state.no-redo')),
    arrange: arrangeAll,
    rehearse: () => (saving.isDirty() ? saving.save(rehearse) : rehearse()),
    import: importFile,
    download: saving.download,
    svg: async () => saveAs(`${config.code}.svg`, 'image/svg+xml', (await modeler.saveSVG()).svg),
    print: () => printDrawing(modeler, part('print')),
    'zoom-in': () => zoom(1.25),
    'zoom-out': () => zoom(0.8),
    fit: () => fitIn(canvas),
    whole: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
  };
  /** What is just being typed counts, on the drawing and in the panel. */
  function settle() {
    const editing = modeler.get('directEditing');
    if (editing.isActive()) editing.complete();
    const at = document.activeElement;
    if (!part('panel').contains(at)) return;
    at.blur();
    at.focus();
  }
  root.addEventListener('click', event => {
    const does = DOES[event.target.closest?.('[data-do]')?.dataset.do];
    if (!does) return;
    settle();
    does();
  });
  root.addEventListener('keydown', event => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    settle();
    saving.save();
  });

  // A tool that was picked and not used is laid down, or it would take the first click elsewhere for its own.
  part('panel').addEventListener('pointerdown', () => modeler.get('dragging').cancel(), true);

  if (!(await open(source))) {
    // A file of which no step can be read: nothing to draw on.
    showPlain(true);
    document.querySelector('[data-undrawn]').hidden = false;
    return;
  }
  eventBus.on('commandStack.changed', changed);
  eventBus.on('selection.changed', draw);
  matchMedia('print, (min-width: 60em)').addEventListener('change', ({ matches }) => {
    showPlain(!matches);
    if (matches) canvas.resized();
  });
  saving.offerKept();
  root.dataset.ready = '1';
}
