// PT
