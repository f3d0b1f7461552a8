/** Each tries to become more than text, in one of the places that a page can hold it. `canary` is a function that any of them would call. */
export const CORPUS = [
  '<script>canary()</script>',
  '</title><script>canary()</script>',
  '</style><script>canary()</script>',
  '</script><script>canary()</script>',
  '</pre></code></div><img src=x onerror=canary()>',
  '<img src="http://evil.example/x.png" onerror="canary()">',
  '"><svg onload=canary()>',
  "' autofocus onfocus=canary() x='",
  '" autofocus onfocus="canary()" x="',
  '` onmouseover=canary() `',
  '<a href="javascript:canary()">x</a>',
  'javascript:canary()',
  '<iframe srcdoc="<script>parent.canary()</script>">',
  '<math><mtext></p><style><!--</style><img title="--><img src=x onerror=canary()>">',
  '<noscript><p title="</noscript><img src=x onerror=canary()>">',
  '<!--><script>canary()</script-->',
  '<![CDATA[><script>canary()</script>]]>',
  '&lt;script&gt;canary()&lt;/script&gt;&#60;img src=x onerror=canary()&#62;',
  '{{constructor.constructor("canary()")()}}${canary()}',
  '\u2028canary()\u2029\u0000<\u0000script>canary()</script>',
  '<base href="http://evil.example/"><link rel=stylesheet href=/x.css>',
  '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
  '<form action="http://evil.example/"><button autofocus>x</button></form>',
  '<details open ontoggle=canary()>',
  '\u202E<script>canary()</script>',
];

/** A text as a literal of JavaScript. */
export const literal = (text) => JSON.stringify(text).replace(/[\u2028\u2029\u0000]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
