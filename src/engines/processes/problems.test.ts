import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseProcess } from './parse.ts';
import { describeProblem } from './problems.ts';
import { bpmn, type Model } from './testing/model.ts';

const line: Model = {
  nodes: ['start s name="Nộp"', 'user a name="Tiếp nhận"', 'user b name="Ký"', 'end e name="Xong"'],
  flows: ['s > a', 'a > b', 'b > e'],
};
const told = async (model: Model, change: (xml: string) => string = xml => xml) =>
  (await parseProcess(change(bpmn(model)))).problems.map(p => describeProblem(p, 'vi'));
const only = async (...of: Parameters<typeof told>): Promise<string> => {
  const sentences = await told(...of);
  assert.equal(sentences.length, 1, sentences.join('\n'));
  return sentences[0] ?? '';
};

describe('the words in which a process is refused', () => {
  it('name the element around what has no name of its own', async () => {
    const model: Model = {
      ...line,
      nodes: [...line.nodes, 'catch w name="Chờ tin" message=m'],
      flows: ['s > a', 'a > w', 'w > b', 'b > e'],
    };
    assert.match(
      await only(model, xml => xml.replace('messageRef="m-m"', 'messageRef="nomsg"')),
      /^“Chờ tin” \(w\) trỏ đến “nomsg”/,
    );
  });

  it('name an element without a name by the step before it, or on whose edge it sits', async () => {
    const model: Model = {
      nodes: ['start s name="Nộp"', 'user a name="Tiếp nhận"', 'user b name=""', 'exclusive g name=""'],
      flows: ['s > a', 'a > b', 'b > g'],
    };
    assert.match(await only(model), /^Cổng “chưa đặt tên, ở sau Tiếp nhận” \(g\) không có đường ra/);
    assert.match(
      await only({
        ...line,
        nodes: [...line.nodes, 'boundary t name="" on=a limit="soon"'],
        flows: [...line.flows, 't > e'],
      }),
      /^“chưa đặt tên, ở sau Tiếp nhận” \(t\) ghi khoảng thời gian|^Bộ hẹn giờ “chưa đặt tên, ở sau Tiếp nhận” \(t\)/,
    );
  });

  it('are told also of a step that stands in no lane, for it is read all the same', async () => {
    const found = await told(
      {
        nodes: ['start s', 'user a name="Xem" role=officer', 'exclusive g', 'end e', 'end x'],
        flows: ['s > a', 'a > g', 'g > e: tasks.a.height > 3', 'g > x *'],
        lanes: {},
      },
      xml => xml.replace(/<laneSet.*?<\/laneSet>/, ''),
    );
    assert.match(found.join(), /đọc “tasks\.a\.height” nhưng không có trường đó/);
  });

  it('name a flow by what it joins', async () => {
    const model: Model = {
      nodes: [
        'start s',
        'user a name="Xem"',
        'exclusive g name="Đạt?"',
        'user b name="Sửa"',
        'end e name="Xong"',
      ],
      flows: ['s > a', 'a > g', 'g > b: $\u007bok == false}', 'g > e *', 'b > a'],
    };
    assert.match(
      await only(model),
      /^Biểu thức ở “Đạt\? → Sửa” \(f-g-b\) viết theo kiểu Camunda hoặc Flowable: \$\{ok == false\}/,
    );
    assert.match(
      await only({ ...model, flows: model.flows.map(f => (f.startsWith('g > b') ? 'g > b' : f)) }),
      /^Đường “Đạt\? → Sửa” \(f-g-b\) đi ra từ cổng “Đạt\?” chưa có điều kiện/,
    );
  });

  it('name the id that is used twice', async () => {
    assert.match(
      (await told(line, xml => xml.replace('id="b"', 'id="a"')))[0] ?? '',
      /^Mã phần tử “a” bị dùng hai lần/,
    );
  });

  it('name an attribute that is mistyped, and the one that may be meant', async () => {
    const typed = (name: string) =>
      only(line, xml => xml.replace('<userTask id="a"', `<userTask id="a" fs:${name}="x"`));
    assert.match(
      await typed('outcome'),
      /^“Tiếp nhận” \(a\) có thuộc tính “fs:outcome”.*có lẽ là “fs:outcomes”/,
    );
    assert.match(
      await typed('colour'),
      /^“Tiếp nhận” \(a\) có thuộc tính “fs:colour” mà Fansipan không dùng\. Xóa/,
    );
  });

  it('say in Vietnamese what is not supported, with the word of the standard', async () => {
    const instead = (tag: string, inner = '') =>
      only(line, xml =>
        xml.replace(/<userTask id="a"([^>]*)><\/userTask>/, `<${tag} id="a"$1>${inner}</${tag}>`),
      );
    assert.match(
      await instead('scriptTask'),
      /“Tiếp nhận” \(a\): Fansipan chưa chạy được việc chạy mã lệnh \(script task\)/,
    );
    assert.match(await instead('adHocSubProcess'), /quy trình con không theo thứ tự \(ad-hoc sub-process\)/);
    assert.match(
      await instead('userTask', '<multiInstanceLoopCharacteristics/>'),
      /một việc giao cho nhiều người \(multi-instance\)/,
    );
    assert.match(
      await only(line, xml =>
        xml.replace(
          /<endEvent id="e"([^>]*)><\/endEvent>/,
          '<endEvent id="e"$1><signalEventDefinition/></endEvent>',
        ),
      ),
      /sự kiện kết thúc \(end event\) loại tín hiệu \(signal\)/,
    );
  });

  it('leave out what only follows from another fault', async () => {
    assert.match(
      await only({ nodes: ['start s', 'call c name="Gọi" calls=nope', 'end e'], flows: ['s > c', 'c > e'] }),
      /^“Gọi” \(c\) trỏ đến “nope”/,
    );
    assert.match(
      await only({ nodes: ['start s', 'user a', 'exclusive g name="Rẽ"'], flows: ['s > a', 'a > g'] }),
      /^Cổng “Rẽ” \(g\)/,
    );
    assert.match(
      await only({ ...line, nodes: ['start s timer=P1D', ...line.nodes.slice(1)] }),
      /sự kiện bắt đầu \(start event\) loại hẹn giờ/,
    );
  });

  it('take a header that names another encoding as what it is: nothing of the process', async () => {
    assert.deepEqual(await told(line, xml => xml.replace('UTF-8', 'UTF-16')), []);
  });

  it('are whole sentences where there is no process', async () => {
    const { problems } = await parseProcess(
      '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"/>',
    );
    assert.deepEqual(
      problems.map(p => describeProblem(p, 'vi')),
      ['Tệp chưa có quy trình nào. Vẽ ít nhất một quy trình có sự kiện bắt đầu.'],
    );
  });
});
