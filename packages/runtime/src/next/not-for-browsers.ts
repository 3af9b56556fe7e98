// Bundlers use this file for browsers and for the Edge runtime. The import fails their build, and its name says why.
// @ts-expect-error There is no such file.
import './this-is-for-server-code-on-the-nodejs-runtime.js';
