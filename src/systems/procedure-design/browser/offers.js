import { addTimer, appendTo, FOLLOWING, LOOSE, mayCarryTimer, mayFollow } from './append.js';

/** What can be drawn: only what the program can run. In place of bpmn-js's own palette, which offers all of BPMN. */
export function paletteOffers(t) {
  return class {
    static $inject = [
      'palette',
      'create',
      'elementFactory',
      'handTool',
      'lassoTool',
      'spaceTool',
      'globalConnect',
      'canvas',
    ];

    constructor(palette, create, elementFactory, handTool, lassoTool, spaceTool, globalConnect, canvas) {
      Object.assign(this, { create, elementFactory, canvas });
      this.tools = {
        hand: [handTool, 'bpmn-icon-hand-tool'],
        lasso: [lassoTool, 'bpmn-icon-lasso-tool'],
        space: [spaceTool, 'bpmn-icon-space-tool'],
        connect: [globalConnect, 'bpmn-icon-connection-multi'],
      };
      palette.registerProvider(this);
    }

    #start(event, { icon: _, group: __, ...attributes }) {
      const shape = this.elementFactory.createShape(attributes);
      if (attributes.type === 'bpmn:Participant') {
        this.create.start(event, this.elementFactory.createParticipantShape());
      } else if (attributes.isExpanded) {
        const begin = this.elementFactory.createShape({
          type: 'bpmn:StartEvent',
          x: 40,
          y: 82,
          parent: shape,
        });
        this.create.start(event, [shape, begin], { hints: { autoSelect: [shape] } });
      } else this.create.start(event, shape);
    }

    getPaletteEntries() {
      const tools = Object.entries(this.tools).map(([name, [tool, className]]) => [
        `tool-${name}`,
        {
          group: 'tools',
          className,
          title: t(`tool.${name}`),
          action: {
            click: event =>
              tool.activateHand
                ? tool.activateHand(event)
                : tool.activateSelection
                  ? tool.activateSelection(event)
                  : tool.start(event),
          },
        },
      ]);
      const made = Object.entries(LOOSE).map(([name, what]) => {
        const begin = event => this.#start(event, what);
        return [
          `create-${name}`,
          {
            group: what.group,
            className: what.icon,
            title: t(`new.${name}`),
            action: { dragstart: begin, click: begin },
          },
        ];
      });
      return Object.fromEntries([...tools, ['tools-end', { group: 'tools', separator: true }], ...made]);
    }
  };
}

/** What can be done with the element that is chosen, beside it on the drawing; the same acts stand in the panel. */
export function padOffers(t, openPanel) {
  return class {
    static $inject = ['contextPad', 'modeling', 'connect', 'create', 'elementFactory', 'injector'];

    constructor(contextPad, modeling, connect, create, elementFactory, injector) {
      Object.assign(this, { contextPad, modeling, connect, create, elementFactory });
      this.modeler = { get: name => injector.get(name) };
      contextPad.registerProvider(this);
    }

    #entry(group, className, title, click, dragstart) {
      return { group, className, title: t(title), action: { click, ...(dragstart ? { dragstart } : {}) } };
    }

    getMultiElementContextPadEntries() {
      return {
        delete: this.#entry('edit', 'bpmn-icon-trash', 'act.delete', (_, elements) =>
          this.modeling.removeElements([...elements]),
        ),
      };
    }

    getContextPadEntries(element) {
      const bo = element.businessObject;
      const entries = {};
      if (element.type !== 'label') {
        for (const what of mayFollow(bo)) {
          const { icon, ...attributes } = FOLLOWING[what];
          entries[`append-${what}`] = this.#entry(
            'model',
            icon,
            `append.${what}`,
            () => appendTo(this.modeler, element, what),
            event =>
              this.create.start(event, this.elementFactory.createShape(attributes), { source: element }),
          );
        }
        if (mayCarryTimer(bo))
          entries.timer = this.#entry('model', 'bpmn-icon-start-event-timer', 'act.add-timer', () =>
            addTimer(this.modeler, element),
          );
        if (bo.$instanceOf('bpmn:Lane') || bo.$instanceOf('bpmn:Participant')) {
          for (const [where, name] of [
            ['top', 'above'],
            ['bottom', 'below'],
          ])
            entries[`lane-${name}`] = this.#entry(
              'lane',
              `bpmn-icon-lane-insert-${name}`,
              `act.lane-${name}`,
              () => this.modeling.addLane(element, where),
            );
          entries.divide = this.#entry('lane', 'bpmn-icon-lane-divide-two', 'act.lane-divide', () => {
            this.modeling.splitLane(element, 2);
            this.contextPad.open(element, true);
          });
        }
        if (mayFollow(bo).length) {
          const start = event => this.connect.start(event, element);
          entries.connect = this.#entry('connect', 'bpmn-icon-connection-multi', 'act.connect', start, start);
        }
        entries.panel = this.#entry('edit', 'bpmn-icon-screw-wrench', 'act.panel', openPanel);
      }
      entries.delete = this.#entry('edit', 'bpmn-icon-trash', 'act.delete', () =>
        this.modeling.removeElements([element]),
      );
      return entries;
    }
  };
}
