/** This example's way. */
export { POST } from '../../../../app/api/chat/route';
