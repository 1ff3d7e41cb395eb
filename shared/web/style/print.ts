/** Paper: no frame, no buttons. */
export const print = `
@media print{body{background:#fff;font-size:11pt}.top,.nav,footer,.buttons,button,.button,.skip,form .field{display:none}.panel,.document,.queue{border:0;padding:0}a{color:inherit;text-decoration:none}.cols{display:block}}
`
