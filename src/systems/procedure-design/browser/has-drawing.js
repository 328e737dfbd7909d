/**
 * Whether bpmn-js can draw a file. One that it cannot draw must not come near it: it takes away what is drawn before it looks.
 * @param {{ fromXML(xml: string): Promise<{ rootElement: any }> }} moddle
 * @param {string} xml
 */
export async function hasDrawing(moddle, xml) {
  try {
    const { rootElement } = await moddle.fromXML(xml);
    const [plane] = (rootElement.get('diagrams') ?? []).map(d => d.get('plane')).filter(Boolean);
    return Boolean(plane?.get('bpmnElement') && plane.get('planeElement')?.some(e => e.get('bpmnElement')));
  } catch {
    // No XML, or a root that is no BPMN.
    return false;
  }
}
