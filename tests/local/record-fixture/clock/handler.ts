export { handler } from '../../../../functions/clock/handler.ts'
