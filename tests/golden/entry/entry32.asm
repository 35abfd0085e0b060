Disassembly of section .text.xenguest32:

0000000000000000 <xenguest_pvh_start>:
   0:	fa                   	cli
   1:	fc                   	cld
   2:	0f 31                	rdtsc
   4:	a3 00 00 00 00       	mov    %eax,0x0
			5: R_X86_64_32	xenguest_entry_tsc
   9:	89 15 00 00 00 00    	mov    %edx,0x0
			b: R_X86_64_32	xenguest_entry_tsc+0x4
   f:	db e3                	fninit
  11:	89 de                	mov    %ebx,%esi
  13:	b8 00 00 00 00       	mov    $0x0,%eax
			14: R_X86_64_32	xenguest_boot_pdpt
  18:	0d 03 00 00 00       	or     $0x3,%eax
  1d:	a3 00 00 00 00       	mov    %eax,0x0
			1e: R_X86_64_32	xenguest_boot_pml4
  22:	bf 00 00 00 00       	mov    $0x0,%edi
			23: R_X86_64_32	xenguest_boot_pdpt
  27:	b8 00 00 00 00       	mov    $0x0,%eax
			28: R_X86_64_32	xenguest_boot_directories
  2c:	0d 03 00 00 00       	or     $0x3,%eax
  31:	b9 04 00 00 00       	mov    $0x4,%ecx
  36:	89 07                	mov    %eax,(%edi)
  38:	05 00 10 00 00       	add    $0x1000,%eax
  3d:	83 c7 08             	add    $0x8,%edi
  40:	49                   	dec    %ecx
  41:	75 f3                	jne    36 <xenguest_pvh_start+0x36>
  43:	bf 00 00 00 00       	mov    $0x0,%edi
			44: R_X86_64_32	xenguest_boot_directories
  48:	b8 83 00 00 00       	mov    $0x83,%eax
  4d:	b9 00 08 00 00       	mov    $0x800,%ecx
  52:	89 07                	mov    %eax,(%edi)
  54:	05 00 00 20 00       	add    $0x200000,%eax
  59:	83 c7 08             	add    $0x8,%edi
  5c:	49                   	dec    %ecx
  5d:	75 f3                	jne    52 <xenguest_pvh_start+0x52>
  5f:	b8 00 00 00 00       	mov    $0x0,%eax
			60: R_X86_64_32	xenguest_boot_pml4
  64:	0f 22 d8             	mov    %eax,%cr3
  67:	b8 20 06 00 00       	mov    $0x620,%eax
  6c:	0f 22 e0             	mov    %eax,%cr4
  6f:	b9 80 00 00 c0       	mov    $0xc0000080,%ecx
  74:	b8 01 09 00 00       	mov    $0x901,%eax
  79:	31 d2                	xor    %edx,%edx
  7b:	0f 30                	wrmsr
  7d:	b8 33 00 01 80       	mov    $0x80010033,%eax
  82:	0f 22 c0             	mov    %eax,%cr0
  85:	0f 01 15 00 00 00 00 	lgdtl  0x0
			88: R_X86_64_32	xenguest_boot_gdtr
  8c:	ea 00 00 00 00 08 00 	ljmp   $0x8,$0x0
			8d: R_X86_64_32	xenguest_start64
