export { handler } from '../../../../functions/screen/handler.ts'
