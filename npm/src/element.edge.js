// `refund-widget/element` in workers and edge runtimes, which never have a DOM: nothing, so that they carry no wasm for it.
export {};
