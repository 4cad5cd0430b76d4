package api

// Keys are what a person wrote beside the contract.
type Keys []Key
