import type { VersionChange } from './versions.ts';

/** A version of the library card in which every card is looked at once more, and odd ones lie somewhere for ever. */
export const FAULTY: VersionChange = {
  process: xml =>
    xml
      .replace('fs:outcomes="propose"', 'fs:outcomes="propose,odd"')
      .replace(
        '<userTask id="sign"',
        `<exclusiveGateway id="odd-one" default="f3a"/>
    <userTask id="odd" name="Xếp xó" fs:role="officer" fs:outcomes="done"/>
    <userTask id="check-again" name="Xem lại" fs:role="officer" fs:outcomes="propose"/>
    <userTask id="sign"`,
      )
      .replace('sourceRef="check" targetRef="sign"', 'sourceRef="check" targetRef="odd-one"')
      .replace(
        '<sequenceFlow id="f4"',
        `<sequenceFlow id="f3a" sourceRef="odd-one" targetRef="check-again"/>
    <sequenceFlow id="f3b" sourceRef="odd-one" targetRef="odd">
      <conditionExpression>tasks.check.outcome = "odd"</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="f3c" sourceRef="odd" targetRef="check-again"/>
    <sequenceFlow id="f3d" sourceRef="check-again" targetRef="sign"/>
    <sequenceFlow id="f4"`,
      ),
};

/** The next one, which is as it should be: who stands at the second look goes on to the signature. */
export const mendedOf = (source: string): VersionChange => ({
  process: () => source,
  mapping: { elements: [{ from: 'check-again', to: 'sign' }], fields: [] },
});
