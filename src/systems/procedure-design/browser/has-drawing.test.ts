import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BpmnModdle } from 'bpmn-moddle';
import { hasDrawing } from './has-drawing.js';

const file = (process: string, drawing: string) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="x">
<bpmn:process id="p">${process}</bpmn:process>${drawing}</bpmn:definitions>`;
const diagram = (shapes: string) =>
  `<bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="pl" bpmnElement="p">${shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
const shape = (of: string) =>
  `<bpmndi:BPMNShape id="${of}-shape" bpmnElement="${of}"><dc:Bounds x="0" y="0" width="36" height="36" /></bpmndi:BPMNShape>`;

describe('procedure design: a file is put on the drawing only when something of it can be drawn', () => {
  const draws = (xml: string) => hasDrawing(new BpmnModdle(), xml);
  const start = '<bpmn:startEvent id="s" />';

  test('one with a step and its place can', async () => {
    assert.equal(await draws(file(start, diagram(shape('s')))), true);
  });

  test('one without a drawing, with an empty one, or with one of something else cannot', async () => {
    for (const xml of [file(start, ''), file(start, diagram('')), file(start, diagram(shape('other')))])
      assert.equal(await draws(xml), false, xml.slice(-200));
  });

  test('what is no BPMN cannot', async () => {
    for (const xml of ['', 'nonsense', '<svg xmlns="http://www.w3.org/2000/svg" />', '<bpmn:definitions'])
      assert.equal(await draws(xml), false, xml);
  });
});
