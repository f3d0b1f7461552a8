import assert from 'node:assert';
import Handlebars from 'handlebars';

export default () => {
  assert.strictEqual(Handlebars.escapeExpression('<a>'), '&lt;a&gt;');
  // A template is made a function of, which isolates refuse unless permissions.eval allows it.
  if (!t.config.get('eval', false)) {
    assert.throws(() => Handlebars.compile('{{a}}')({ a: 1 }), EvalError);
    return 'refused';
  }
  Handlebars.registerHelper('slow', (text: string) => (drift(t.sleep(1)), text.toUpperCase()));
  const list = Handlebars.compile('{{#each items}}{{slow name}}{{#unless @last}}, {{/unless}}{{/each}}{{> foot}}');
  Handlebars.registerPartial('foot', '!{{x}}');
  return list({ items: [{ name: 'a<' }, { name: 'b' }], x: '&' });
};
