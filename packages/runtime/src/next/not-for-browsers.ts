// What bundlers find for browsers and for the Edge runtime. The import ends their build, with a message that says why.
// @ts-expect-error There is no such file.
import './this-is-for-server-code-on-the-nodejs-runtime.js';
