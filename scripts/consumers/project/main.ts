import { handler } from './handler.js';

handler().then((answer) => console.log(JSON.stringify(answer)));
