/** The part of bpmn-moddle that is used here; the package types its elements only, not its reader. */
declare module 'bpmn-moddle' {
  export type ModdleElement = {
    $type: string;
    $parent?: ModdleElement;
    id?: string;
    name?: string;
    get(property: string): unknown;
    [property: string]: unknown;
  };
  export type ModdleWarning = { message: string; property?: string; value?: string; element?: ModdleElement };
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: ModdleWarning[] }>;
    toXML(root: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>;
    create(type: string, properties: Record<string, unknown>): ModdleElement;
  }
}
