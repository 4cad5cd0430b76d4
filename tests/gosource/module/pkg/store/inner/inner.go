package inner

type Unused struct{}
