import { registerArranging } from './arrange.js';
import { idFromName } from './auto-id.js';
import { joinAnswers } from './join-answers.js';
import { keepApart } from './keep-apart.js';
import { padOffers, paletteOffers } from './offers.js';

// Menus of bpmn-js that offer what the program cannot run, or whose pictures the pages' policy forbids (inline styles).
const LEFT_OUT = [
  'alignElementsContextPadProvider',
  'alignElementsMenuProvider',
  'distributeElementsMenuProvider',
  'replaceMenuProvider',
];

// Pixels below which a name of two lines and a picture do not stand apart.
const LOW = 64;

/** What makes one step of undo of several changes. */
class ChangesHandler {
  static $inject = ['modeling'];

  constructor(modeling) {
    this.modeling = modeling;
  }

  preExecute({ steps }) {
    for (const step of steps) step(this.modeling);
  }
}

/**
 * The drawing, editable.
 * @param {HTMLElement} container
 * @param {{ namespace: object, t: (key: string, params?: object) => string, said: Record<string, string>, isInForce(id: string): boolean, openPanel(): void }} options
 * `said` are bpmn-js's own words by their English ones.
 */
export function createModeler(container, { namespace, t, said, isInForce, openPanel }) {
  const slug = words =>
    words
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
  const translate = (words, params = {}) =>
    (said[slug(words)] ?? words).replace(/\{(\w+)\}/g, (whole, name) => params[name] ?? whole);
  const modeler = new globalThis.BpmnJS({
    container,
    moddleExtensions: { fs: namespace },
    additionalModules: [
      {
        translate: ['value', translate],
        paletteProvider: ['type', paletteOffers(t)],
        contextPadProvider: ['type', padOffers(t, openPanel)],
        ...Object.fromEntries(LEFT_OUT.map(name => [name, ['value', {}]])),
      },
    ],
  });
  modeler.get('commandStack').registerHandler('fansipan.changes', ChangesHandler);
  // The first name of a new step is its id too, in the same step of undo; one that dossiers know stays.
  modeler.get('eventBus').on('commandStack.element.updateLabel.postExecuted', ({ context }) => {
    const element = context.element.labelTarget ?? context.element;
    const { ids } = modeler.get('moddle');
    const before = element.businessObject.get('id');
    const id = isInForce(before)
      ? undefined
      : idFromName(before, context.newLabel ?? '', i => Boolean(ids.assigned(i)));
    if (id) modeler.get('modeling').updateProperties(element, { id });
  });
  joinAnswers(modeler);
  registerArranging(modeler);
  keepApart(modeler);
  // In a low box the picture of the kind would lie on the name.
  modeler.get('eventBus').on(['shape.added', 'shape.changed'], ({ element }) => {
    if (!element.businessObject?.$instanceOf?.('bpmn:Activity') || element.labelTarget) return;
    const canvas = modeler.get('canvas');
    if (element.height < LOW) canvas.addMarker(element, 'draw-low');
    else if (canvas.hasMarker(element, 'draw-low')) canvas.removeMarker(element, 'draw-low');
  });
  // For a pointer only: who has none does the same with the lists and buttons of the panel.
  container.querySelector('.djs-palette').setAttribute('aria-hidden', 'true');
  const svg = container.querySelector('.djs-container svg');
  svg.setAttribute('role', 'application');
  svg.setAttribute('aria-label', t('canvas.label'));
  svg.setAttribute('aria-describedby', 'draw-canvas-hint');
  return modeler;
}
