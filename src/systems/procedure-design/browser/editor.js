import { addTimer, appendTo, mayCarryTimer, mayFollow } from './append.js';
import { applyChanges } from './apply-changes.js';
import { createChecking } from './checking.js';
import { later, make, translator } from './dom.js';
import { elementList, laneOf, lanesOf, titleOf, typeName } from './elements.js';
import { chooseFile, printDrawing, saveAs } from './files.js';
import { keeper } from './keep.js';
import { createModeler } from './modeler.js';
import { fieldsOf } from './panel/fields.js';
import { knownValues } from './panel/known.js';
import { awaits, messageName, sends } from './panel/messages.js';
import { createPanel } from './panel/panel.js';
import { ask } from './server.js';

const own = storage => {
  try {
    return storage();
  } catch {
    return undefined;
  }
};

const dateTime = at =>
  new Date(at).toLocaleString('vi-VN', {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

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
  const inForce = new Set(config.inForce);
  const keep = keeper(
    own(() => localStorage),
    `${config.account}.${config.code}`,
  );
  const state = { revision: config.revision, saved: source, dirty: false };
  const notice = part('notice');
  const status = part('status');

  root.hidden = false;
  for (const e of document.querySelectorAll('[data-plain]')) e.hidden = true;
  const modeler = createModeler(part('canvas'), {
    namespace,
    t,
    said,
    openPanel: () => panel.focus(),
  });
  const [selection, stack, registry, canvas, eventBus] = [
    'selection',
    'commandStack',
    'elementRegistry',
    'canvas',
    'eventBus',
  ].map(name => modeler.get(name));

  const chosen = () => {
    const [one, ...others] = selection.get();
    return one && !others.length ? (one.labelTarget ?? one) : canvas.getRootElement();
  };

  /** The process behind a whole drawing of pools, so that what is said of all steps can be said there. */
  const subject = element => {
    if (element.type !== 'bpmn:Collaboration') return element;
    return registry.find(e => e.type === 'bpmn:Participant' && e.businessObject.get('processRef')) ?? element;
  };

  function around(bo) {
    const definitions = modeler.getDefinitions();
    const me = registry.get(bo.get('id'));
    return {
      t,
      definitions,
      create: (type, properties) => modeler.get('moddle').create(type, properties),
      lanes: me ? lanesOf(modeler, t) : [],
      lane: laneOf(modeler, bo),
      processes: definitions
        .get('rootElements')
        .filter(e => e.$type === 'bpmn:Process')
        .map(e => e.get('id')),
      isInForce: id => inForce.has(id),
    };
  }

  function known() {
    const all = registry
      .filter(e => !e.labelTarget && e.businessObject.$instanceOf('bpmn:FlowNode'))
      .map(e => e.businessObject);
    const asked = bo =>
      all
        .find(s => sends(s) && (s.get('fs:reply') || messageName(s)) === messageName(bo))
        ?.get('fs:outcomes');
    const steps = all
      .filter(bo => awaits(bo) || /(User|Manual|Service)?Task$/.test(bo.$type))
      .filter(bo => !sends(bo))
      .map(bo => ({
        id: bo.get('id'),
        name: bo.get('name') ?? '',
        outcomes: awaits(bo) ? asked(bo) : bo.get('fs:outcomes'),
        asks: awaits(bo) && bo.$type !== 'bpmn:BoundaryEvent',
      }));
    return knownValues(steps, config.fields, t);
  }

  const list = elementList(modeler, t);
  const acts = make('section', { class: 'draw-acts', 'aria-label': t('acts.label') });
  const panel = createPanel(part('panel'), t, {
    top: list.node,
    acts,
    look() {
      const element = subject(chosen());
      const bo = element.businessObject;
      return {
        of: element.id,
        title: titleOf(element, t),
        about: typeName(bo, t),
        fields: fieldsOf(bo, around(bo)),
        problems: checking.of(element.id),
        known: bo.$type === 'bpmn:SequenceFlow' ? known() : [],
      };
    },
    apply(changes) {
      const element = subject(chosen());
      const wrong = applyChanges(modeler, element, changes, t);
      return wrong;
    },
  });

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

  const choice = (id, label, options, button, go) => {
    const select = make(
      'select',
      { class: 'in', id },
      ...options.map(o => make('option', { value: o.value }, o.label)),
    );
    return make(
      'div',
      { class: 'f' },
      make('label', { for: id }, label),
      make(
        'div',
        { class: 'span' },
        select,
        make('button', { type: 'button', class: 'btn alt', onclick: () => go(select.value) }, button),
      ),
    );
  };

  let actsSign = '';
  /** What a mouse does on the drawing, for the keyboard: what follows, where to, a timer, another lane, away. */
  function drawActs() {
    const element = chosen();
    const bo = element.businessObject;
    const follow = mayFollow(bo);
    const targets = follow.length
      ? registry
          .filter(
            e =>
              !e.labelTarget &&
              e !== element &&
              e.businessObject.$instanceOf('bpmn:FlowNode') &&
              e.type !== 'bpmn:StartEvent' &&
              e.type !== 'bpmn:BoundaryEvent',
          )
          .map(e => ({ value: e.id, label: titleOf(e, t) }))
      : [];
    const isLane = bo.$instanceOf('bpmn:Lane') || bo.$instanceOf('bpmn:Participant');
    const sign = JSON.stringify([element.id, bo.$type, targets]);
    if (sign === actsSign) return;
    actsSign = sign;
    const button = (key, go) => make('button', { type: 'button', class: 'btn alt', onclick: go }, t(key));
    const then = shape => {
      selection.select(shape);
      modeler.get('directEditing').cancel();
      canvas.scrollToElement(shape, 80);
      panel.focus();
    };
    const modeling = modeler.get('modeling');
    acts.replaceChildren(
      ...[
        follow.length &&
          choice(
            'draw-append',
            t('acts.append'),
            follow.map(value => ({ value, label: t(`append.${value}`) })),
            t('acts.append.button'),
            what => then(appendTo(modeler, element, what)),
          ),
        targets.length &&
          choice('draw-connect', t('acts.connect'), targets, t('acts.connect.button'), id =>
            then(modeling.connect(element, registry.get(id))),
          ),
        isLane && button('act.lane-below', () => then(modeling.addLane(element, 'bottom'))),
        mayCarryTimer(bo) && button('act.add-timer', () => then(addTimer(modeler, element))),
        element !== canvas.getRootElement() &&
          button('act.delete', () => {
            modeling.removeElements([element]);
            document.getElementById('draw-elements').focus();
          }),
      ].filter(Boolean),
    );
  }

  function draw() {
    list.draw(checking.faulty());
    panel.draw();
    drawActs();
  }

  const say = (key, params) => {
    status.textContent = t(key, params);
  };
  const xmlNow = async () => (await modeler.saveXML({ format: true })).xml;

  const keepSoon = later(400, async () => {
    if (state.dirty) keep.keep({ xml: await xmlNow(), revision: state.revision, at: Date.now() });
  });
  function changed() {
    state.dirty = true;
    say('state.unsaved');
    keepSoon();
    checking.soon();
    draw();
  }

  function tell(words, ...buttons) {
    notice.replaceChildren(
      ...(words
        ? [
            make('p', {}, words),
            make(
              'p',
              { class: 'row' },
              ...buttons.map(([label, go, alt = true]) =>
                make('button', { type: 'button', class: alt ? 'btn alt' : 'btn', onclick: go }, label),
              ),
            ),
          ]
        : []),
    );
    notice.hidden = !words;
    if (words) notice.focus();
  }

  async function open(xml) {
    try {
      await modeler.importXML(xml);
    } catch {
      return false;
    }
    canvas.zoom('fit-viewport', 'auto');
    if (canvas.zoom() > 1) canvas.zoom(1, 'auto');
    draw();
    await checking.check();
    return true;
  }

  async function save(after) {
    say('state.saving');
    const xml = await xmlNow();
    const answer = await ask(`${config.save}?da-doc=${state.revision}`, xml, config.csrf);
    if (answer.ok) {
      Object.assign(state, { revision: answer.data.revision, saved: xml, dirty: xml !== (await xmlNow()) });
      if (!state.dirty) keep.forget();
      tell('');
      say('state.saved', { at: answer.data.at });
      after?.();
      return;
    }
    say('state.unsaved');
    if (answer.data?.conflict) {
      const { who, at, revision } = answer.data.conflict;
      tell(
        t('conflict', { who, at }),
        [t('conflict.look'), () => globalThis.open(`${config.saves}?lan=${revision}`, '_blank', 'noopener')],
        [t('conflict.download'), download],
        [
          t('conflict.replace'),
          () => {
            state.revision = revision;
            save(after);
          },
        ],
        [t('conflict.theirs'), () => leave(location.pathname)],
      );
      return;
    }
    tell(
      answer.data?.words ?? t(`trouble.${answer.why}`),
      [t('act.again'), () => save(after)],
      [t('act.download'), download],
    );
  }

  let leaving = false;
  function leave(to) {
    leaving = true;
    keep.forget();
    location.assign(to);
  }

  const download = async () => saveAs(`${config.code}.bpmn`, 'application/xml', await xmlNow());

  async function importFile() {
    const text = await chooseFile(part('file'));
    if (text === undefined) return tell(t('import.too-large'));
    const answer = await ask(`${config.check}?ve=1`, text, config.csrf);
    if (!answer.ok) return tell(t(`trouble.${answer.why}`));
    const before = await xmlNow();
    if (!(await open(answer.data.xml))) {
      await open(before);
      return tell(t('import.unreadable', { problem: answer.data.problems[0]?.words ?? '' }));
    }
    changed();
    tell(t('import.done'), [
      t('import.back'),
      async () => {
        await open(before);
        changed();
        tell('');
      },
    ]);
    return undefined;
  }

  const zoom = by => canvas.zoom(Math.min(4, Math.max(0.2, canvas.zoom() * by)), 'auto');
  const DOES = {
    save: () => save(),
    undo: () => (stack.canUndo() ? stack.undo() : say('state.no-undo')),
    redo: () => (stack.canRedo() ? stack.redo() : say('state.no-redo')),
    rehearse: () =>
      state.dirty ? save(() => location.assign(config.rehearse)) : location.assign(config.rehearse),
    import: importFile,
    download,
    svg: async () => saveAs(`${config.code}.svg`, 'image/svg+xml', (await modeler.saveSVG()).svg),
    print: () => printDrawing(modeler, part('print')),
    'zoom-in': () => zoom(1.25),
    'zoom-out': () => zoom(0.8),
    fit: () => canvas.zoom('fit-viewport', 'auto'),
    whole: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
  };
  root.addEventListener('click', event => DOES[event.target.closest?.('[data-do]')?.dataset.do]?.());
  root.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault();
      save();
    }
  });
  globalThis.addEventListener('beforeunload', event => {
    if (state.dirty && !leaving) event.preventDefault();
  });

  if (!(await open(source))) {
    root.hidden = true;
    for (const e of document.querySelectorAll('[data-plain]')) e.hidden = false;
    part('source').dispatchEvent(new Event('undrawn', { bubbles: true }));
    document.querySelector('[data-undrawn]').hidden = false;
    return;
  }
  eventBus.on('commandStack.changed', changed);
  eventBus.on('selection.changed', draw);
  const left = keep.kept();
  if (left && left.xml !== source) {
    tell(
      t(left.revision === state.revision ? 'kept' : 'kept.older', { at: dateTime(left.at) }),
      [
        t('kept.open'),
        async () => {
          if (!(await open(left.xml))) return tell(t('import.unreadable', { problem: '' }));
          state.revision = left.revision;
          changed();
          tell('');
          return undefined;
        },
        false,
      ],
      [
        t('kept.drop'),
        () => {
          keep.forget();
          tell('');
        },
      ],
    );
  }
  root.dataset.ready = '1';
}
